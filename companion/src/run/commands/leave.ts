/** The commands `leave` and `forget`. */
import { Misuse } from "../../command";
import { counted } from "../../format/counted";
import { printable } from "../../format/printable";
import type { ProfileRoom } from "../../profile/profile";
import type { Companion } from "../companion";
import { isSaid, ROOM, ROOM_HELP, type RoomCommand, textOf, YES, YES_HELP } from "../room-command";
import { confirm } from "../talk";

/** The room of the profile that is meant, a left one, too. Raises Misuse. */
function entryFor({ profile }: Companion, typed: string | undefined): ProfileRoom {
    const found = profile.rooms.filter(({ id, name }) => typed === undefined || name === typed || id.startsWith(typed));
    if (found.length === 1) return found[0];
    const names = profile.rooms.map(({ id, name }) => `${id.slice(0, 12)} ${printable(name)}`).join(", ");
    throw new Misuse(profile.rooms.length === 0 ? "no room was joined" : `--room: one of these expected: ${names}`);
}

export const leaveCommand: RoomCommand = {
    usage: `usage: npm run companion -- leave [--room ROOM]

Leaves a room: nothing is sent and fetched any more. What is here of it stays; \`join\` with the name of the room comes back. To have this
computer taken off the room, an admin, or another computer of yours, drops it.

${ROOM_HELP}`,
    options: ROOM,
    count: [0, 0],
    async run(companion, input, talk) {
        const entry = entryFor(companion, textOf(input, "room"));
        companion.profile.putRoom({ ...entry, isLeft: true });
        await companion.closeRoom(entry.id);
        talk.tell(`left "${printable(entry.name)}"`);
        return 0;
    },
};

export const forgetCommand: RoomCommand = {
    usage: `usage: npm run companion -- forget [--yes] [--room ROOM]

Deletes all that is on this computer of a room: its records, the key of this computer in it, what waits to be sent. The game's files stay.
To come back takes a new link. In the room nothing is deleted.

${YES_HELP}
${ROOM_HELP}`,
    options: { ...ROOM, ...YES },
    count: [0, 0],
    async run(companion, input, talk) {
        const entry = entryFor(companion, textOf(input, "room"));
        const waiting = companion.room(entry.id)?.kept.waiting.length ?? 0;
        const loss = waiting === 0 ? "" : `${counted(waiting, "record")} that the server does not have will be lost. `;
        if (
            !(await confirm(
                talk,
                `${loss}Delete all that is here of "${printable(entry.name)}"?`,
                isSaid(input, "yes"),
            ))
        )
            return 1;
        await companion.forgetRoom(entry.id);
        talk.tell(`"${printable(entry.name)}" is forgotten`);
        return 0;
    },
};
