"""Histories of the model: one step by its name, whole histories from a seed."""

from __future__ import annotations

import random
from collections import Counter

from app.records import BookLoan
from tests.sync import model_keys, model_post, model_relay
from tests.sync.model_checks import check
from tests.sync.model_relay import WHY
from tests.sync.model_world import DAY, FIELDS, LEVELS, Bundle, Pc, World

MERGING = (
    *("edit",) * 6,
    *("carry",) * 6,
    *("delete", "make", "decide", "peer", "peer", "peer", "state", "state", "lose"),
    *("save", "restore", "clone", "clock", "forge", "twice", "argue", "overtaken"),
)
RELAYING = ("send", "relay", "relay", "post", "rotate", "withdraw", "telephone", "office keys", "reroute", "tamper")
EVENTS = (*MERGING, *RELAYING)
FIRED: Counter[str] = Counter()  # over all histories


def started(chance: random.Random, *, relayed: bool = True) -> World:
    skews = [chance.choice((0, 0, chance.randint(-120, 120))) for _ in range(6)]
    world = World.new(skews, relayed=relayed)
    world.make(world.pcs[0])
    world.make(world.pcs[2])
    return world


def step(world: World, event: str, who: int, what: int) -> None:
    """Let one event happen; numbers choose among what there is."""
    pc = world.pcs[who % len(world.pcs)]
    world.count(event)
    if event in ("edit", "delete", "make", "decide"):
        _desk(world, pc, event, what)
    elif event in ("carry", "lose"):
        _stick(world, event, who, what)
    elif event in ("twice", "argue", "overtaken"):
        _unlucky(world, pc, event, what)
    elif event in ("peer", "state"):
        world.export(pc, peer=event == "peer", level=LEVELS[what % 2 if event == "state" else 1])
    elif event == "clock":
        pc.skew = (what % 241 - 120) * DAY
    elif event == "forge":
        middle, province = world.offices
        by, to = ((pc, province), (pc, middle), (middle, province))[what % 3]
        world.forge(by, to, claimed=bool(what // 3 % 2))
    elif event in ("save", "restore", "clone"):
        getattr(world, event)(pc)
    else:
        _post(world, pc, event, what)


def _desk(world: World, pc: Pc, event: str, what: int) -> None:
    records = sorted(pc.register.of(BookLoan))
    if event == "make" and len(records) < 3:
        world.make(pc)
    elif event == "decide":
        world.decide(pc, lost=bool(what % 2))
    elif records and event != "make":
        world.edit(pc, records[what % len(records)], "_deleted" if event == "delete" else FIELDS[what // 7 % 3])


def _post(world: World, pc: Pc, event: str, what: int) -> None:
    """Let files go through offices, and keys and ways change."""
    middle, province = world.offices
    {
        "send": lambda: model_post.send(world, pc, LEVELS[what % 2], full=bool(what // 2 % 2)),
        "post": lambda: model_post.post(world, middle, again=bool(what % 3)),
        "relay": lambda: model_relay.relay(world, pc, lost=what % 5),
        "tamper": lambda: model_relay.tamper(world, pc, what),
        "reroute": lambda: model_keys.through(pc.register, middle=bool(what % 2)),
        "rotate": lambda: world.rotate(pc, WHY[what % 4]),
        "office keys": lambda: model_relay.new_keys(world, world.offices[what % 2], WHY[0]),
        "telephone": lambda: model_relay.acquaint(world, (*world.pcs, province)[what % (len(world.pcs) + 1)]),
        "withdraw": lambda: model_relay.withdraw(world, pc),
    }[event]()


def _stick(world: World, event: str, who: int, what: int) -> None:
    if not world.sticks:
        return
    place = what % len(world.sticks)
    bundle = world.sticks[-1 if what // 2 % 2 else place]
    if event == "lose":
        world.sticks.pop(place)
    elif meant := world.meant_for(bundle):
        world.carry(bundle, meant[who % len(meant)])


def _unlucky(world: World, pc: Pc, event: str, what: int) -> None:
    """Let happen what chance alone would seldom bring about."""
    if event == "argue":  # two PCs write into one field, then hear of it
        other = world.pcs[what % len(world.pcs)]
        for one in (pc, other):
            _desk(world, one, "edit", what)
        _carried(world, [world.export(other, peer=True)], what)
        return
    peer = event == "twice"
    early = world.export(pc, peer=peer)
    _desk(world, pc, "edit", what)
    late = world.export(pc, peer=peer, level=LEVELS[peer])
    if peer:  # a record stands in one bundle twice, the older state after the newer
        _carried(world, [world.glued(late, early)], what)
    else:  # a route's level is lowered, and the later stick comes first
        _carried(world, [late, early], what)


def _carried(world: World, bundles: list[Bundle], what: int) -> None:
    for bundle in bundles:
        if meant := world.meant_for(bundle):
            world.carry(bundle, meant[what % len(meant)])


def play(seed: int, most: int = 40, *, relayed: bool = True) -> None:
    """Play one history and check its end."""
    chance = random.Random(seed)
    world = started(chance, relayed=relayed)
    for _ in range(chance.randint(5, most)):
        step(world, chance.choice(EVENTS if relayed else MERGING), chance.randrange(60), chance.randrange(5040))
    check(world)
    FIRED.update(world.fired)
