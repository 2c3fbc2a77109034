/** The command `scope`: which ledgers a room takes. */
import { scopeEnded, scopeRenamed, scopeTaken } from "../../access/entries";
import { ledgerName } from "../../access/consent";
import { VOID_WORDS } from "../../access/words";
import { writeEntry } from "../../access/write-entry";
import { Misuse } from "../../command";
import type { Action } from "../../room/actions";
import type { Room } from "../../room/room";
import { isSaid, ROOM, ROOM_HELP, type RoomCommand, textOf } from "../room-command";
import { caughtUp, sent } from "./waiting";

function* scopeLines({ chain }: Room): Generator<string> {
    for (const { ledger, scope, into, open } of chain.scopes.values()) {
        const name = ledgerName(ledger, scope);
        if (into.equals(scope)) yield `${name}${open ? " (open: members' own events count at once)" : ""}`;
        else yield `${name}: ${into.length === 0 ? "taken no longer" : `a former name of ${ledgerName(ledger, into)}`}`;
    }
}

/** Whether a room takes a scope, also as a former name of another one. */
function isTaken({ chain }: Room, { ledger, scope }: { readonly ledger: Buffer; readonly scope: Buffer }): boolean {
    return [...chain.scopes.values()].some(
        (each) => each.ledger.equals(ledger) && each.scope.equals(scope) && each.into.length > 0,
    );
}

/** What a command line says of scopes. Raises Misuse. */
function actionOf([what, ...names]: readonly string[], isOpen: boolean): Action {
    const [ledger, scope, into] = names.map((name) => Buffer.from(name));
    const bytes = (name: Buffer | undefined, most: number): boolean =>
        name !== undefined && name.length > 0 && name.length <= most;
    const isGood = bytes(ledger, 16) && bytes(scope, 255) && names.length === (what === "rename" ? 3 : 2);
    if (isGood && what === "add") return scopeTaken(ledger, scope, isOpen);
    if (isGood && what === "remove") return scopeEnded(ledger, scope);
    if (isGood && what === "rename" && bytes(into, 255)) return scopeRenamed(ledger, scope, into);
    throw new Misuse("list, add LEDGER SCOPE, rename LEDGER OLD NEW or remove LEDGER SCOPE expected");
}

export const scopeCommand: RoomCommand = {
    usage: `usage: npm run companion -- scope list [--room ROOM]
       npm run companion -- scope add LEDGER SCOPE [--open]
       npm run companion -- scope rename LEDGER OLD NEW
       npm run companion -- scope remove LEDGER SCOPE

Says which ledgers a room takes: LEDGER as its addon names it, SCOPE as in the saved file: guild:Dawn-Realm. What was uploaded of one that
is removed stays, and counts no longer. For admins; \`agree\` then uploads what this computer has of it.

  --open               members' events of their own count at once, as under "everyone"
${ROOM_HELP}`,
    options: { ...ROOM, open: { type: "boolean" } },
    count: [1, 4],
    async run(companion, input, talk) {
        const isList = input.positionals.join() === "list";
        const said = isList ? undefined : actionOf(input.positionals, isSaid(input, "open"));
        const room = companion.findRoom(textOf(input, "room"));
        await caughtUp(room, talk);
        if (said?.action === "scope" && said.into.length === 0 && !isTaken(room.kept.counted, said))
            throw new Misuse(VOID_WORDS.scope);
        if (said !== undefined) await writeEntry(room.kept, room.signer, companion.options.clock.unix(), () => said);
        for (const line of scopeLines(room.kept.counted)) talk.tell(line);
        return isList || (await sent(room, talk)) ? 0 : 1;
    },
};
