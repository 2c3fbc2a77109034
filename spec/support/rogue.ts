/** What somebody does who writes the library's messages by hand: seals that no honest client would make. */

import type { LedgerEvent } from "../../src/api/event";
import { decodeSeal, encodeSeal, type SealContent } from "../../src/event/seal";
import { packKey, toId, weekOf } from "../../src/event/key";
import type { Admission } from "../../src/log/admission";
import type { Schema } from "../../src/event/schema";
import type { Log } from "../../src/log/log";
import { type Seal, readSeal } from "../../src/seal/known-seals";
import type { Draft, SealMaker } from "../../src/seal/maker";
import { digestOfRows, sealState } from "../../src/seal/sealed-state";
import type { Seals } from "../../src/seal/seals";
import { rootOf } from "../../src/sync/roots";
import { rowsBetween, type WeekSummary } from "../../src/sync/week-summary";
import { noPause } from "./background";
import { NO_NATIVE } from "./natives";
import type { SealedClient } from "./sealed-guild";

/** What of a session is reached by hand. */
interface Session {
    readonly log: Log;
    readonly seals: Seals;
    readonly admission: Admission;
    readonly schema: Schema;
    readonly submitted: LuaSet<string>;
    submit(body: string): LuaMultiReturn<[LedgerEvent, undefined] | [undefined, string]>;
}

export function sessionOf({ ledger }: SealedClient): Session {
    return (ledger as unknown as { session: Session }).session;
}

/** What an honest seal of the weeks before one would say, of what a client has. */
export function honestContent(client: SealedClient, week: number): SealContent {
    let draft: Draft | undefined;
    const { seals } = sessionOf(client);
    client.world.background.run((pause, rest) => {
        const made = (seals as unknown as { maker: SealMaker }).maker.make(week, false, pause, rest);
        draft = "body" in made ? made : undefined;
    });
    client.world.time.advance(10);
    return decodeSeal(draft!.body)!;
}

/** Writes a seal of these contents. */
export function writeSeal(client: SealedClient, content: SealContent): LedgerEvent {
    return writeBody(client, encodeSeal(content)!);
}

/** Writes any body as an event of a client. */
export function writeBody(client: SealedClient, body: string): LedgerEvent {
    const [event, reason] = sessionOf(client).submit(body);
    return event ?? error(`not written: ${reason}`);
}

/** Writes an event under a key, of any creator. */
export function writeAt(client: SealedClient, time: number, id: number, body: string): void {
    const { submitted, admission } = sessionOf(client);
    submitted.add(packKey(time, id));
    const sender = client.world.identity.name;
    admission.admit({ time, id, body, server: 1001, sender, isCreator: true });
}

/** Says of a client's log that it has rows, and of a seal over them which state they lead to. @returns the seal. */
export function invent(
    client: SealedClient,
    week: number,
    invented: readonly WeekSummary[],
    state: object,
): LedgerEvent {
    const { log, seals } = sessionOf(client);
    for (const row of invented) log.makeAbsent(row.weekNumber, row);
    log.hash(noPause);
    const rows = rowsBetween(log, 0, week);
    let count = 0;
    for (const row of rows) count += row.count;
    const [sealed] = sealState(state, [], NO_NATIVE, noPause);
    const { digest } = sealed!;
    const { schema } = (seals as unknown as { context: { schema: { signatureOf(ids: number[]): number } } }).context;
    const event = writeSeal(client, {
        week,
        count,
        root: rootOf(rows, noPause),
        rows: digestOfRows(rows, noPause),
        digest,
        stateVersion: 1,
        typeIds: [1],
        types: schema.signatureOf([1]),
        revocations: [],
        late: [],
        boundaries: [],
    });
    const seal = sealOf(client, event);
    seals.keeper.held.adopt(seal, rows, sealed!, "", noPause);
    return event;
}

function sealOf(client: SealedClient, { time, creator, counter }: LedgerEvent): Seal {
    const id = toId(creator, counter);
    return readSeal(time, id, sessionOf(client).log.week(weekOf(time))!.bodyAt(time, id)!)!;
}
