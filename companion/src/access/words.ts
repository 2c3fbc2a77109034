/** Words for people: roles, devices, and why an entry would change nothing. */
import { Misuse } from "../command";
import { printable } from "../format/printable";
import { nameOf } from "../room/chain";
import { ROLE } from "../room/content-items";
import type { VoidReason } from "../room/entry-rules";

/** Roles by their numbers. */
export const ROLE_NAMES = ["none", "read", "own", "relay", "admin", "server"] as const;

export type RoleName = (typeof ROLE_NAMES)[number];

/** Roles that a person is given. Removing somebody, and servers, have commands of their own. */
export const GIVEN_ROLES = ["read", "own", "relay", "admin"] as const satisfies readonly RoleName[];

export const roleName = (role: number): RoleName => ROLE_NAMES[role];

/** The number of a role that somebody typed. Raises Misuse. */
export function roleOfName(name: string): number {
    if (!GIVEN_ROLES.some((each) => each === name))
        throw new Misuse(`role: one of ${GIVEN_ROLES.join(", ")} expected, got "${printable(name)}"`);
    return ROLE[name as (typeof GIVEN_ROLES)[number]];
}

/** Hex digits that stand for a key where people read and type it. */
const SHORT = 12;

/** The first digits of a key or an id. */
export const shortName = (bytes: Buffer): string => nameOf(bytes).slice(0, SHORT);

/** Why an entry would change nothing, and what can be done. */
export const VOID_WORDS: Readonly<Record<VoidReason, string>> = {
    action: "this version does not know such an entry: update the companion",
    role: "this computer's role does not allow it: ask an admin of the room",
    parent: "somebody else has changed the room meanwhile: try again",
    limit: "the room, or the member, has as many of these as there may be: remove or cancel some first",
    member: "there is no such member, or it was removed: `members` lists them",
    character: "the character is another member's: `members` lists them; `remove` the other one first",
    lastAdmin: "no admin would be left: make somebody else one first (role WHO admin)",
    invite: "the invite was used or cancelled: ask for a new link",
    key: "this key is one of the room already",
    device: "there is no such device, or it was dropped before: `members` lists them",
    scope: "the room does not take that scope: `scope list` says what it takes",
    place: "this is not the recovery code in force: a later `recover` has printed another one",
};
