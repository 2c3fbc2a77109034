/** The commands `sync` and `agree`. */
import { askable, ledgerLine, takenLedgers } from "../../access/consent";
import { Misuse } from "../../command";
import { counted } from "../../format/counted";
import type { Companion } from "../companion";
import type { JoinedRoom } from "../joined-room";
import { isSaid, ROOM, ROOM_HELP, type RoomCommand, textOf, YES, YES_HELP } from "../room-command";
import { problemLine } from "../room-words";
import type { Phase } from "../../sync/client-options";
import { askYes, type Talk } from "../talk";
import { caughtUp } from "./waiting";

const SECONDS = 600;
/** How long the server may take to answer at all. */
const ANSWER_SECONDS = 30;
const ANSWERED: readonly Phase[] = ["joined", "catching up", "caught up"];

async function settle(room: JoinedRoom, { tell, warn, stop }: Talk): Promise<boolean> {
    room.start();
    room.poke();
    const isAnswered = await room.until(() => ANSWERED.includes(room.state.phase), ANSWER_SECONDS, stop);
    const isSettled = isAnswered && (await room.until(() => room.isSettled, SECONDS, stop));
    const { problem } = room.state;
    if (isSettled) tell(`${room.name}: equal with the server, ${counted(room.kept.room.position.n, "record")}`);
    else warn(`${room.name}: not equal yet: ${problem === undefined ? "no answer" : problemLine(problem)}`);
    return isSettled;
}

export const syncCommand: RoomCommand = {
    usage: `usage: npm run companion -- sync --once

Reads the saved files, brings all rooms that were joined together with their servers, writes the inboxes of the game, and ends.`,
    options: { once: { type: "boolean" } },
    count: [0, 0],
    async run(companion, input, talk) {
        if (!isSaid(input, "once"))
            throw new Misuse("--once expected: without it, `npm run companion` goes on doing so");
        if (companion.active.length === 0)
            throw new Misuse("this computer has joined no room: `join LINK`, or `found` one");
        await companion.saved.refresh();
        const settled = await Promise.all(companion.active.map((room) => settle(room, talk)));
        companion.updateInboxes();
        return settled.every((each) => each) ? 0 : 1;
    },
};

async function agree(companion: Companion, room: JoinedRoom, isYes: boolean, talk: Talk): Promise<number> {
    const { scopes } = companion.saved;
    // Who gives the command wants to be asked again for what was declined.
    const asked = askable(takenLedgers(room.kept.counted, scopes), { ...room.entry, declined: [] });
    if (asked.length === 0) talk.tell("this computer has no further ledger that the room takes");
    for (const ledger of asked) {
        const isAgreed = await askYes(
            talk,
            `Upload ${ledgerLine(ledger)}, and keep it equal with "${room.name}"?`,
            isYes,
        );
        if (isAgreed === undefined) return 1;
        const { entry } = room;
        const declined = entry.declined.filter((each) => JSON.stringify(each) !== JSON.stringify(ledger.scope));
        companion.profile.putRoom({
            ...entry,
            ...(isAgreed
                ? { agreed: [...entry.agreed, ledger.scope], declined }
                : { declined: [...declined, ledger.scope] }),
        });
    }
    room.poke();
    return asked.length === 0 || (await settle(room, talk)) ? 0 : 1;
}

export const agreeCommand: RoomCommand = {
    usage: `usage: npm run companion -- agree [--yes] [--room ROOM]

Asks for each ledger of this computer that the room takes, and that stays here so far, whether it is to be uploaded.

${YES_HELP}
${ROOM_HELP}`,
    options: { ...ROOM, ...YES },
    count: [0, 0],
    async run(companion, input, talk) {
        const room = companion.findRoom(textOf(input, "room"));
        await caughtUp(room, talk);
        return agree(companion, room, isSaid(input, "yes"), talk);
    },
};
