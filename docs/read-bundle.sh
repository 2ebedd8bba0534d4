#!/usr/bin/env bash
# Reads a bundle with standard tools alone, in the order of bundle-format.md §3: verify, decrypt, verify again, show.
#
#   read-bundle.sh FILE.stp CARD.json READER.key      records (or the receipt) on standard output, words on standard error
#
# CARD.json is the key card of the office that sent it, READER.key an age identity. Exit status: 0 sound; 1 refused.
# Needs unzip, minisign, age, sha256sum, base64 and jq. What it does not judge: the lines themselves (§4.2).
set -euo pipefail
export LC_ALL=C

[ $# -eq 3 ] || { echo "Usage: $0 FILE.stp CARD.json READER.key" >&2; exit 2; }
file=$(realpath -- "$1") card=$(realpath -- "$2") reader=$(realpath -- "$3")
work=$(mktemp -d)
trap 'rm -rf -- "$work"' EXIT
cd "$work"

refuse() { echo "Refused: $*" >&2; exit 1; }
said() { jq -r "$1" envelope.json; }

# --- the outer file: its members in their order, stored, nothing else (§2) ---
members=$(unzip -Z1 -- "$file" 2>/dev/null) || refuse "not a bundle"
case $(echo $members) in
    "envelope.json envelope.json.minisig payload.age") ;;
    "envelope.json envelope.json.minisig payload.age sealed.age") ;;
    *) refuse "its members are: $(echo $members)" ;;
esac
[ "$(unzip -Zl -- "$file" | grep -c ' stor ')" -eq "$(echo "$members" | wc -l)" ] || refuse "a member is not stored"
unzip -qq -- "$file" || refuse "damaged"
[ "$(stat -c %s envelope.json)" -le 65536 ] || refuse "the envelope is too large"

# --- the envelope, and the length that follows from it (§3) ---
jq -e '.format == "stp-bundle/1"' envelope.json >/dev/null || refuse "another format"
bundle=$(said .bundle) unit=$(said .from.unit) signer=$(said .signer)
whole=22
for member in $members; do whole=$((whole + 30 + 46 + 2 * ${#member} + $(stat -c %s "$member"))); done
[ "$(stat -c %s -- "$file")" -eq "$whole" ] || refuse "$(stat -c %s -- "$file") bytes, $whole expected"

# --- who signed it: the card's key, as a public key file of minisign (§6) ---
jq -e '.format == "stp-keycard/1"' "$card" >/dev/null || refuse "no key card"
jq -r .sign "$card" | base64 -d > key.raw
key=$(sha256sum key.raw | cut -c1-16)
[ "$key" = "$signer" ] || refuse "signed by key $signer, the card shows key $key"
[ "$(jq -r .unit "$card")" = "$unit" ] || refuse "from unit $unit, signed by another unit's key"
{ printf Ed; printf "$(echo "$key" | sed 's/../\\x&/g')"; cat key.raw; } | base64 -w0 > key.b64
printf 'untrusted comment: sender\n%s\n' "$(cat key.b64)" > sender.pub
comment=$(minisign -V -Q -p sender.pub -m envelope.json) || refuse "the signature does not hold"
[ "$comment" = "bundle $bundle" ] || refuse "the signature belongs to: $comment"

# --- the encrypted parts are those of the envelope ---
for part in payload sealed; do
    if [ "$(said .$part)" = null ]; then
        [ $part = sealed ] && [ ! -e sealed.age ] || refuse "$part.age is not in the envelope"
        continue
    fi
    [ -e $part.age ] && [ "$(stat -c %s $part.age)" -eq "$(said .$part.size)" ] || refuse "$part.age has another size"
    [ "$(sha256sum < $part.age | cut -d' ' -f1)" = "$(said .$part.sha256)" ] || refuse "$part.age has another hash"
done

# --- X25519 recipients and no others, then decryption (§4) ---
kinds=$(sed -n '/^--- /q; s/^-> \([^ ]*\).*/\1/p' payload.age | grep -av -e '-grease$' | sort -u)
[ "$kinds" = X25519 ] || refuse "encrypted for: $kinds"
age -d -i "$reader" -o bag.zip payload.age 2>/dev/null || refuse "this key does not open it"

# --- the bag: known names, none twice, hashes of everything (§4, RFC 8493) ---
names=$(unzip -Z1 bag.zip | sort)
[ "$names" = "$(echo "$names" | uniq)" ] || refuse "a name stands twice in the bag"
known='bagit\.txt|bag-info\.txt|manifest-sha256\.txt|data/(manifest\.json|records\.ndjson|receipt\.json)'
strange=$(echo "$names" | grep -Evx "$known|data/blobs/([0-9a-f]{2})/\2[0-9a-f]{62}" || [ $? -eq 1 ])
[ -z "$strange" ] || refuse "strange in the bag: $strange"
mkdir bag && unzip -qq -d bag bag.zip || refuse "the bag is damaged"
cd bag
sha256sum --strict --quiet -c manifest-sha256.txt >&2 || refuse "a hash in the bag does not hold"
listed=$(cut -c67- manifest-sha256.txt | sort)
[ "$listed" = "$(find data -type f | sort)" ] || refuse "the bag's list and its files differ"
oxum=$(find data -type f -printf '%s\n' | awk '{sum += $1} END {print sum "." NR}')
grep -qx "Payload-Oxum: $oxum" bag-info.txt || refuse "the bag's size is another"
for blob in $(find data/blobs -type f 2>/dev/null); do
    [ "$(sha256sum < "$blob" | cut -d' ' -f1)" = "${blob##*/}" ] || refuse "$blob is not what its name says"
done

# --- inside and outside speak of the same bundle ---
cd ..
inner=$(jq -cS '{bundle, from}' bag/data/manifest.json)
[ "$inner" = "$(jq -cS '{bundle, from}' envelope.json)" ] || refuse "inside and outside are not of one bundle"

echo "Sound: $(said '"\(.kind) \(.bundle) from unit \(.from.unit), part \(.part) of \(.parts), \(.created)"')" >&2
if [ -e bag/data/receipt.json ]; then cat bag/data/receipt.json; else cat bag/data/records.ndjson; fi
