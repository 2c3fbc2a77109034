/** Who and what somebody means by what was typed. */
import { Misuse } from "../command";
import { printable } from "../format/printable";
import { type Device, type Member, nameOf } from "../room/chain";
import { type Character, guidForm, playerNameForm, ROLE } from "../room/content-items";
import type { Room } from "../room/room";
import { varint } from "../format/bytes";

/** Names of characters do not differ in large and small letters alone. */
const folded = (name: string): string => name.normalize("NFC").toLowerCase();

/** "Anna" of "Anna-Realm". */
const withoutRealm = (name: string): string => name.split("-", 1)[0];

/** Whether a name is meant: with the realm, or without. */
const isMeant = (name: string, typed: string): boolean =>
    folded(name) === folded(typed) || folded(withoutRealm(name)) === folded(typed);

/** The one of some things that is meant. Raises Misuse for none and for several. */
function theOne<T>(found: readonly T[], typed: string, what: string, nameOfOne: (one: T) => string): T {
    if (found.length === 1) return found[0];
    const wanted = printable(typed);
    if (found.length === 0) throw new Misuse(`${what}, got "${wanted}"`);
    throw new Misuse(`"${wanted}" may be ${found.map((each) => printable(nameOfOne(each))).join(" or ")}: say which`);
}

const MEMBER_NUMBER = /^#?(\d{1,4})$/;
const HEX = /^[0-9a-f]{6,64}$/i;

/** The member with a number (#3), a label, or a character. Raises Misuse. */
export function findMember({ chain }: Room, typed: string): Member {
    const number = MEMBER_NUMBER.exec(typed)?.[1];
    const byNumber = number === undefined ? undefined : chain.members.at(Number(number));
    if (byNumber !== undefined) return byNumber;
    const isOne = ({ label, setting: { characters } }: Member): boolean =>
        folded(label) === folded(typed) || characters.some(({ name }) => isMeant(name, typed));
    const found = chain.members.filter(isOne);
    // Who was removed may have come back as another member.
    const present = found.filter(({ setting }) => setting.role !== ROLE.none);
    const expected = "a member's number, label or character expected (`members` lists them)";
    return theOne(present.length > 0 ? present : found, typed, expected, (each) => `#${each.number} ${each.label}`);
}

/** The device whose key begins with these digits. Raises Misuse. */
export function findDevice({ chain }: Room, typed: string): Device {
    const found = HEX.test(typed)
        ? [...chain.devices.values()].filter(({ key }) => nameOf(key).startsWith(typed.toLowerCase()))
        : [];
    return theOne(found, typed, "the first digits of a device's key expected (`members` lists them)", ({ key }) =>
        nameOf(key),
    );
}

const WITH_GUID = /^(.+)=Player-(\d{1,8})-([0-9A-F]{8})$/i;

/** A character with its GUID, as the game tells it: "Anna-Realm=Player-1001-0000ABCD"; undefined for another text. */
function characterWithGuid(typed: string): Character | undefined {
    const match = WITH_GUID.exec(typed);
    if (match === null) return undefined;
    const id = Buffer.from(match[3], "hex");
    const guid = Buffer.concat([varint(Number(match[2])), id]);
    return { guid: guidForm.read(guid), name: playerNameForm.read(match[1]) };
}

/** The character that is meant among those that are known. Raises Misuse. */
export function findCharacter(known: readonly Character[], typed: string): Character {
    let given: Character | undefined;
    try {
        given = characterWithGuid(typed);
    } catch {
        throw new Misuse(`CHARACTER: Name-Realm=Player-1001-0000ABCD expected, got "${printable(typed)}"`);
    }
    if (given !== undefined) return given;
    const found = new Map(known.filter(({ name }) => isMeant(name, typed)).map((each) => [nameOf(each.guid), each]));
    const expected =
        'a character expected that the saved files of this computer or the room name, or one with its GUID as Anna-Realm=Player-1001-0000ABCD (`/dump UnitGUID("target")` in the game shows it)';
    return theOne([...found.values()], typed, expected, ({ name }) => name);
}
