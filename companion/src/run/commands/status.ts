/** The commands `status` and `refused`. */
import { ledgerName } from "../../access/consent";
import { roleName } from "../../access/words";
import { counted } from "../../format/counted";
import { isoDate } from "../../format/iso-time";
import { printable } from "../../format/printable";
import { nameOf } from "../../room/chain";
import type { JoinedRoom } from "../joined-room";
import { ROOM, ROOM_HELP, type RoomCommand, isSaid, textOf } from "../room-command";
import { gameReason, problemLine, refusedEvents } from "../room-words";
import { caughtUp } from "./waiting";

function* roomLines({ name, kept, entry, state, member, files, view, signer }: JoinedRoom): Generator<string> {
    const { phase, problem, loose, role, people } = state;
    yield `${name}: ${phase}${phase === "caught up" ? ` (${roleName(role)})` : ""}`;
    yield `  id ${nameOf(kept.id)}`;
    yield `  server ${printable(entry.url)}`;
    if (problem !== undefined) yield `  ${problemLine(problem)}`;
    yield `  ${counted(kept.room.position.n, "record")} of the server, ${loose} that it does not have yet`;
    const own = member === undefined ? undefined : kept.counted.chain.members.at(member);
    yield own === undefined
        ? "  this computer is no device of the room yet"
        : printable(
              `  this computer: ${nameOf(signer.key).slice(0, 12)} of #${own.number} ${own.label} (${roleName(own.setting.role)})`,
          );
    for (const { scope, events } of view.places.values()) {
        const all = [...events.values()];
        const count = (status: string): number => all.filter((each) => each.status === status).length;
        yield `  ${ledgerName(scope.ledger, scope.scope)}: ${counted(count("counted"), "event")}, ${count("unconfirmed")} unconfirmed, ${count("refused")} refused`;
    }
    yield `  ${counted(files.length, "file")} of this computer kept equal with it`;
    const there = people.filter(({ online }) => online).map(({ label }) => printable(label));
    if (there.length > 0) yield `  connected: ${there.join(", ")}`;
}

export const statusCommand: RoomCommand = {
    usage: `usage: npm run companion -- status

Says of each room that was joined how far it is, what waits to be sent, and what was refused.`,
    options: {},
    count: [0, 0],
    async run(companion, _input, talk) {
        const rooms = companion.active;
        await Promise.all(rooms.map((room) => caughtUp(room, { ...talk, warn: () => undefined })));
        for (const room of rooms) for (const line of roomLines(room)) talk.tell(line);
        for (const { name, id, isLeft } of companion.profile.rooms)
            if (isLeft === true)
                talk.tell(`${printable(name)}: left (id ${id}; \`join\` comes back, \`forget\` deletes it here)`);
        if (companion.profile.rooms.length === 0) talk.tell("no room was joined: `join LINK`, or `found` one");
        return 0;
    },
};

function* refusedLines(room: JoinedRoom): Generator<string> {
    for (const { code, text, ledger, scope } of room.agentState.failed) {
        const name = ledger === "" ? "a record" : ledgerName(Buffer.from(ledger, "hex"), Buffer.from(scope, "hex"));
        yield `${room.name}: ${name}: refused by the server: ${printable(text)} (${code})`;
    }
    for (const { event, reason, scope } of refusedEvents(room.view, room.member ?? -1))
        yield `${room.name}: ${ledgerName(scope.ledger, scope.scope)}: event of ${isoDate(event.time)}, type ${event.body[0]}: refused by games (${gameReason(reason)})`;
}

export const refusedCommand: RoomCommand = {
    usage: `usage: npm run companion -- refused [--again] [--room ROOM]

Lists what came to nothing: what the server has refused of this computer, and events of yours that the games of those who may pass them on
have refused.

  --again              offers to the server what it has refused, and to the game what an account of this computer has refused, once more
${ROOM_HELP}`,
    options: { ...ROOM, again: { type: "boolean" } },
    count: [0, 0],
    async run(companion, input, talk) {
        const room = companion.findRoom(textOf(input, "room"));
        await caughtUp(room, talk);
        const lines = [...refusedLines(room)];
        for (const line of lines) talk.tell(line);
        if (lines.length === 0) talk.tell(`${room.name}: nothing was refused`);
        if (!isSaid(input, "again")) return 0;
        room.tryAgain();
        companion.inboxes.offerAgain();
        companion.updateInboxes();
        talk.tell("all of it is offered again");
        return 0;
    },
};
