"""What bundles are guarded against: for every threat that was thought of there is a test of that name."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

TESTS = Path(__file__).parents[1]
THREATS = {
    "a stick that was lost": {
        "bundles/test_envelope.py": ["test_nothing_of_a_record_shows_on_a_lost_stick"],
        "sync/test_journey.py": ["test_names_addresses_and_stories_stay_at_home"],
    },
    "a computer that was stolen": {
        "db/test_secrecy.py": [
            "test_no_file_of_a_register_in_use_tells_a_name",
            "test_sorting_and_rollback_leave_no_file_anywhere_in_the_clear",
        ],
        "db/test_vault.py": ["test_the_usual_cost_is_that_of_rfc_9106_for_small_machines"],
    },
    "a bundle that was changed": {
        "bundles/test_tampering.py": ["test_no_single_flipped_bit_is_taken", "test_no_beginning_of_a_file_is_taken"]
    },
    "a bundle that comes again, or late": {
        "sync/test_journey.py": [
            "test_a_bundle_received_often_and_under_other_names_changes_nothing",
            "test_any_order_ends_in_the_same_register",
        ]
    },
    "a sender who is somebody else": {
        "bundles/test_envelope.py": ["test_stripping_a_signature_and_signing_anew_does_not_steal_a_bundle"],
        "sync/test_journey.py": ["test_a_stranger_is_named_and_refused"],
        "sync/test_owners.py": [
            "test_an_enrolled_unit_cannot_change_anothers_record",
            "test_an_enrolled_unit_cannot_sign_a_stick_that_names_another",
        ],
    },
    "a stick that never came": {
        "sync/test_journey.py": ["test_a_gap_is_received_all_the_same_and_named_in_the_receipt"],
        "sync/test_histories.py": ["test_registers_converge_and_nothing_entered_is_lost_whatever_happens"],
    },
    "a register copied or restored": {
        "sync/test_incarnations.py": [
            "test_a_restored_backup_takes_a_new_name_before_it_writes_and_says_so",
            "test_a_clone_that_reuses_its_name_loses_an_edit_in_silence",
            "test_with_a_new_name_nothing_of_a_clone_is_lost",
        ]
    },
    "clocks that are wrong": {
        "db/test_log.py": ["test_a_time_from_elsewhere_is_taken_over_unless_it_is_more_than_a_day_ahead"],
        "sync/test_clocks.py": ["test_a_clock_more_than_a_day_ahead_is_flagged_and_not_adopted"],
    },
    "a file that unpacks to more than the memory holds": {
        "bundles/test_bag.py": [
            "test_a_bomb_of_120_megabytes_is_refused",
            "test_a_bomb_whose_headers_lie_is_refused",
            "test_thirty_thousand_members_are_refused",
        ]
    },
    "names that lead elsewhere": {"bundles/test_bag.py": ["test_a_member_of_any_other_name_refuses_the_bag"]},
    "lines of odd JSON": {
        "bundles/test_reading.py": ["test_hostile_lines_are_faults", "test_no_bytes_at_all_make_the_decoder_stumble"]
    },
    "names of fields that are orders to the database": {
        "sync/test_clocks.py": ["test_a_field_whose_name_is_an_order_to_the_database_is_refused"]
    },
    "an attached file that is a program": {
        "mediation/test_attachments.py": ["test_a_name_does_not_make_a_file"],
        "sync/test_disguises.py": [
            "test_an_attached_file_with_such_a_name_loses_them_and_one_that_is_refused_shows_them"
        ],
        "bundles/test_bag.py": ["test_many_attached_files_together_may_not_unpack_to_more_than_the_ratio_allows"],
    },
    "words that a spreadsheet would reckon with": {
        "forms/test_xlsx.py": ["test_what_people_typed_never_becomes_a_formula"]
    },
    "a name that passes for another": {
        "sync/test_disguises.py": [
            "test_a_key_card_with_such_a_name_is_refused",
            "test_a_file_with_such_a_name_is_shown_by_what_is_in_its_name",
            "test_a_receipt_of_an_office_with_such_a_name_is_refused",
            "test_a_record_whose_name_turns_letters_around_is_put_aside_alone_and_no_receipt_repeats_it",
        ]
    },
    "an office between that changes, delays or misleads": {
        "sync/test_relay.py": [
            "test_what_was_changed_at_the_middle_office_is_refused_alone_and_told_back",
            "test_the_middle_office_cannot_pass_the_communes_records_off_as_its_own",
            "test_post_received_twice_and_late_changes_nothing",
        ],
        "sync/test_relay_keys.py": [
            "test_news_that_was_changed_on_the_way_is_refused_alone",
            "test_nobody_on_the_way_reads_it_and_the_file_inside_is_the_one_the_province_signed",
        ],
        "sync/test_planted_faults.py": ["test_a_planted_fault_is_caught"],
    },
    "a passphrase in place of a reader": {
        "bundles/test_envelope.py": ["test_a_passphrase_in_place_of_a_reader_is_refused_before_any_work"]
    },
}


@pytest.mark.parametrize("threat", THREATS)
def test_there_is_a_test_for(threat: str) -> None:
    for file, names in THREATS[threat].items():
        tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
        assert set(names) <= {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
