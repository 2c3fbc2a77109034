/** The commands `members`, `role`, `remove` and `drop`. */
import { dropOf, openInvites, removal, roleChange } from "../../access/entries";
import { findDevice, findMember } from "../../access/find";
import { roleName, roleOfName, shortName } from "../../access/words";
import { writeEntry } from "../../access/write-entry";
import { counted } from "../../format/counted";
import { printable } from "../../format/printable";
import type { Member } from "../../room/chain";
import type { Room } from "../../room/room";
import type { Companion } from "../companion";
import type { JoinedRoom } from "../joined-room";
import { type Input, isSaid, ROOM, ROOM_HELP, type RoomCommand, textOf, YES, YES_HELP } from "../room-command";
import { confirm, type Talk } from "../talk";
import { caughtUp, sent } from "./waiting";

function* memberLines(room: Room, { number, label, setting }: Member, own: Buffer): Generator<string> {
    const characters = setting.characters.map(({ name }) => name).join(", ");
    const links = openInvites(room, number).length;
    const open = links === 0 ? "" : `, ${counted(links, "link")} not used yet`;
    yield printable(
        `#${number} ${label}: ${roleName(setting.role)}${characters === "" ? "" : ` (${characters})`}${open}`,
    );
    for (const { key, label: name, member, dropped } of room.chain.devices.values()) {
        if (member !== number) continue;
        const records = room.heads().find((head) => head.key.equals(key))?.seq ?? 0;
        const notes = [
            ...(key.equals(own) ? ["this computer"] : []),
            ...(dropped === undefined ? [] : ["dropped"]),
            ...(room.forked.includes(key.toString("hex")) ? ["has signed two histories"] : []),
        ];
        yield printable(
            `    ${shortName(key)} ${name}, ${counted(records, "record")}${notes.map((note) => `, ${note}`).join("")}`,
        );
    }
}

/** The room that is meant, as the server has it now where it is reached. */
async function roomFor(companion: Companion, input: Input, talk: Talk): Promise<JoinedRoom> {
    const room = companion.findRoom(textOf(input, "room"));
    await caughtUp(room, talk);
    return room;
}

export const membersCommand: RoomCommand = {
    usage: `usage: npm run companion -- members [--room ROOM]

Lists the members of a room: number, role, characters, and their computers with the first digits of their keys.

${ROOM_HELP}`,
    options: ROOM,
    count: [0, 0],
    async run(companion, input, talk) {
        const room = await roomFor(companion, input, talk);
        const { counted } = room.kept;
        for (const member of counted.chain.members)
            for (const line of memberLines(counted, member, room.signer.key)) talk.tell(line);
        return 0;
    },
};

export const roleCommand: RoomCommand = {
    usage: `usage: npm run companion -- role WHO read|own|relay|admin [--room ROOM]

Gives a member another role. WHO: number, label or character. More than before counts for what was uploaded before, too; less does not.
For admins.

${ROOM_HELP}`,
    options: ROOM,
    count: [2, 2],
    async run(companion, input, talk) {
        const [who, typed] = input.positionals;
        const role = roleOfName(typed);
        const room = await roomFor(companion, input, talk);
        const { number, label } = findMember(room.kept.counted, who);
        await writeEntry(room.kept, room.signer, companion.options.clock.unix(), (list) =>
            roleChange(list, number, role),
        );
        talk.tell(`#${number} ${printable(label)} has the role ${typed}`);
        return (await sent(room, talk)) ? 0 : 1;
    },
};

export const removeCommand: RoomCommand = {
    usage: `usage: npm run companion -- remove WHO [--yes] [--room ROOM]

Removes a member: it reads no longer, and nothing that it signs from now on counts. What this computer has of it up to now counts as
before. For admins.

${YES_HELP}
${ROOM_HELP}`,
    options: { ...ROOM, ...YES },
    count: [1, 1],
    async run(companion, input, talk) {
        const room = await roomFor(companion, input, talk);
        const { number, label } = findMember(room.kept.counted, input.positionals[0]);
        const question = `Remove #${number} ${printable(label)} from "${room.name}"?`;
        if (!(await confirm(talk, question, isSaid(input, "yes")))) return 1;
        await writeEntry(room.kept, room.signer, companion.options.clock.unix(), (list) => removal(list, number));
        talk.tell(`#${number} ${printable(label)} is removed`);
        return (await sent(room, talk)) ? 0 : 1;
    },
};

export const dropCommand: RoomCommand = {
    usage: `usage: npm run companion -- drop DEVICE [--yes] [--room ROOM]

Drops a computer that was lost or stolen: DEVICE are the first digits of its key, as \`members\` shows them. It reads no longer, nothing
that it signs from now on counts, and it never comes back; its member stays, with its other computers. For admins, and for another
computer of the same member.

${YES_HELP}
${ROOM_HELP}`,
    options: { ...ROOM, ...YES },
    count: [1, 1],
    async run(companion, input, talk) {
        const room = await roomFor(companion, input, talk);
        const { key, label, member } = findDevice(room.kept.counted, input.positionals[0]);
        const owner = room.kept.counted.chain.members[member].label;
        const question = `Drop ${shortName(key)} ${printable(label)} of ${printable(owner)}?`;
        if (!(await confirm(talk, question, isSaid(input, "yes")))) return 1;
        await writeEntry(room.kept, room.signer, companion.options.clock.unix(), (list) => dropOf(list, key));
        talk.tell(`${shortName(key)} ${printable(label)} is dropped`);
        return (await sent(room, talk)) ? 0 : 1;
    },
};
