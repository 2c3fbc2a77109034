/** The commands `invite`, `pair` and `cancel`: links for one computer each. */
import { cancelOf, inviteFor, newMember, openInvites, roleChange } from "../../access/entries";
import { findCharacter, findMember } from "../../access/find";
import { newInvite } from "../../access/links";
import { knownCharacters } from "../../access/own-characters";
import { roleName, roleOfName } from "../../access/words";
import { writeEntry } from "../../access/write-entry";
import { Misuse } from "../../command";
import { printable } from "../../format/printable";
import { aboutOf } from "../../room/about";
import { type Member } from "../../room/chain";
import { type Character, ROLE } from "../../room/content-items";
import type { Room } from "../../room/room";
import type { Companion } from "../companion";
import type { JoinedRoom } from "../joined-room";
import { ROOM, ROOM_HELP, type RoomCommand, textOf } from "../room-command";
import type { Talk } from "../talk";
import { caughtUp, sent } from "./waiting";

/** Characters that the room or this computer's files name. */
function charactersOf(room: Room, companion: Companion): Character[] {
    const inRoom = [...aboutOf(room).values()].flatMap(({ names }) =>
        [...names].map(([guid, { name }]) => ({ guid: Buffer.from(guid, "hex"), name })),
    );
    const ofMembers = room.chain.members.flatMap(({ setting }) => setting.characters);
    return [...knownCharacters(companion.saved.scopes), ...inRoom, ...ofMembers];
}

/** The member that has a character, one that is a member today before one that was. */
function memberWith({ chain }: Room, { guid }: Character): Member | undefined {
    const found = chain.members.filter(({ setting }) => setting.characters.some((each) => each.guid.equals(guid)));
    return found.find(({ setting }) => setting.role !== ROLE.none) ?? found.at(-1);
}

/** Signs what makes somebody a member with a role, where that is not so yet. @returns the member's number. */
async function memberFor(
    room: JoinedRoom,
    character: Character,
    typedRole: string | undefined,
    now: number,
): Promise<number> {
    const known = memberWith(room.kept.counted, character);
    const role = roleOfName(typedRole ?? "own");
    if (known === undefined) {
        let number = 0;
        await writeEntry(room.kept, room.signer, now, (list) => {
            // Others may become members until this is on disk.
            number = list.chain.members.length;
            return newMember(list, character.name, [character], role);
        });
        return number;
    }
    const today = known.setting.role;
    if (today === ROLE.none)
        await writeEntry(room.kept, room.signer, now, (list) => roleChange(list, known.number, role));
    else if (typedRole !== undefined && today !== role)
        throw new Misuse(
            `${printable(known.label)} is a member with the role ${roleName(today)}: \`role\` changes that`,
        );
    return known.number;
}

/** Signs an invite, and tells its link once the server has it. */
async function inviteTo(room: JoinedRoom, member: number, now: number, talk: Talk): Promise<number> {
    const { key, link } = newInvite(room.entry.url, room.kept.id);
    await writeEntry(room.kept, room.signer, now, () => inviteFor(key, member));
    const isSent = await sent(room, talk);
    const { label, setting } = room.kept.counted.chain.members[member];
    talk.tell(
        `for ${printable(label)} (${roleName(setting.role)}) alone, it works once: who uses it first is that member`,
    );
    if (!isSent) talk.tell("the link holds only once the server has it: `status` says when nothing waits any more");
    talk.tell(link);
    return isSent ? 0 : 1;
}

export const inviteCommand: RoomCommand = {
    usage: `usage: npm run companion -- invite CHARACTER [--role ${"own|relay|admin|read"}] [--room ROOM]

Makes a link for a player, who becomes a member with this character. Give it to that player alone. A member gets a link for one more
computer. For admins.

  --role ROLE          own: own events count where the ledger is open, those of others once somebody else uploads them, too (without it)
                       relay: all that is uploaded counts, as from an officer; admin: the same, and may invite and remove; read: reads
${ROOM_HELP}`,
    options: { ...ROOM, role: { type: "string" } },
    count: [1, 1],
    async run(companion, input, talk) {
        const room = companion.findRoom(textOf(input, "room"));
        await caughtUp(room, talk);
        const now = companion.options.clock.unix();
        const character = findCharacter(charactersOf(room.kept.counted, companion), input.positionals[0]);
        return inviteTo(room, await memberFor(room, character, textOf(input, "role"), now), now, talk);
    },
};

export const pairCommand: RoomCommand = {
    usage: `usage: npm run companion -- pair [--room ROOM]

Makes a link for one more computer of yours: give it to \`join\` there. It works once.

${ROOM_HELP}`,
    options: ROOM,
    count: [0, 0],
    async run(companion, input, talk) {
        const room = companion.findRoom(textOf(input, "room"));
        await caughtUp(room, talk);
        if (room.member === undefined) throw new Misuse("this computer is no device of the room yet");
        return inviteTo(room, room.member, companion.options.clock.unix(), talk);
    },
};

export const cancelCommand: RoomCommand = {
    usage: `usage: npm run companion -- cancel WHO [--room ROOM]

Cancels all links for a member that were not used yet. For admins, and for the member.

${ROOM_HELP}`,
    options: ROOM,
    count: [1, 1],
    async run(companion, input, talk) {
        const room = companion.findRoom(textOf(input, "room"));
        await caughtUp(room, talk);
        const { number, label } = findMember(room.kept.counted, input.positionals[0]);
        const open = openInvites(room.kept.counted, number);
        for (const key of open)
            await writeEntry(room.kept, room.signer, companion.options.clock.unix(), () => cancelOf(key));
        talk.tell(`${open.length} link${open.length === 1 ? "" : "s"} for ${printable(label)} cancelled`);
        return open.length === 0 || (await sent(room, talk)) ? 0 : 1;
    },
};
