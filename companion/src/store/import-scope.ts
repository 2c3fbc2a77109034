/** Stores what a saved file has of a scope. */
import { type EventTypes, formatTypes, parseTypes } from "../format/event-types";
import type { Directory } from "../format/directory";
import { isRevoked } from "../format/revocations";
import type { Scope } from "../format/ledger";
import { compareKeys, keyHex, type StoredEvent } from "../format/key";
import type { Params, Room, Row, Writer } from "./driver";
import { contentColumns, eventRow, type LogName } from "./event-columns";
import { type Plan, planEvents, type Planned } from "./plan";
import { changeAll, findRevoked, formatTerms, laterTerms, markRevoked, markSystem, type Revocations } from "./revoked";
import { mergeServers } from "./servers";

/** Events that are made into rows in one go. */
const CHUNK = 1000;

/** What an import has done. */
export interface Imported {
    /** Events that were not stored before. */
    readonly added: number;
}

/** What is the same for all events of a log. */
interface Context {
    readonly log: LogName;
    readonly types: EventTypes;
    readonly servers: Directory;
    readonly revocations: Revocations;
}

function rowOf(planned: Planned, { log, types, servers, revocations }: Context): Params {
    const { event, status } = planned;
    return eventRow(log, planned, servers.get(event.creator) ?? event.server, types, {
        status,
        isRevoked: isRevoked(event, revocations.revoked, revocations.terms),
        vouchers: "[]",
        reason: null,
        touched: 0,
    });
}

/** The types that count from now on: those that are given, else those that are stored. */
async function mergeTypes(writer: Writer, log: LogName, stored: string, given: EventTypes): Promise<string> {
    const text = given.size === 0 && stored !== "" ? stored : formatTypes(given);
    if (stored !== "" && text !== stored)
        await changeAll(writer, log, "setFields", (row) => contentColumns(row["body"] as Buffer, given));
    return text;
}

async function insert(writer: Writer, inserts: readonly Planned[], context: Context): Promise<void> {
    for (let start = 0; start < inserts.length; start += CHUNK) {
        const rows = inserts.slice(start, start + CHUNK).map((each) => rowOf(each, context));
        await writer.put("insertEvent", rows);
    }
}

/** Stores what revokes before what may be revoked, so that each event is written once, as it is to stay. */
async function store(
    writer: Writer,
    { inserts, changes }: Plan,
    find: () => Promise<Revocations>,
    context: Omit<Context, "revocations">,
): Promise<Revocations> {
    const isSystem = ({ event }: Planned): boolean => event.body[0] === 0;
    const none = { revoked: new Set<string>(), terms: undefined, hash: "" };
    const own = inserts.filter(isSystem);
    await writer.put("setStatus", changes);
    await insert(writer, own, { ...context, revocations: none });
    const revocations = await find();
    const others = inserts.filter((each) => !isSystem(each));
    await insert(writer, others, { ...context, revocations });
    return revocations;
}

/** What the file lists of revocations that are not among its events. */
function listedOnly({ weeks, revocations }: Scope): Map<string, string> {
    const here = new Set<string>();
    const system = weeks.flatMap(({ events }) => events.filter(({ body }) => body[0] === 0));
    for (const event of system) here.add(keyHex(event));
    return new Map([...revocations].filter(([key]) => !here.has(key)));
}

async function importInto(writer: Writer, log: LogName, scope: Scope, given: EventTypes): Promise<Imported> {
    const before: Row | undefined = (await writer.read("log", log)).at(0);
    const isNew = before === undefined;
    const types = await mergeTypes(writer, log, String(before?.["types"] ?? ""), given);
    const seal = laterTerms(String(before?.["seal"] ?? ""), formatTerms(scope.sealTerms));
    const servers = await mergeServers(writer, log, scope.directory);
    const context = { log, types: parseTypes(types), servers };
    const weeks: (readonly StoredEvent[])[] = scope.weeks.map(({ events }) => events);
    const plan = await planEvents(writer, log, weeks, { isNew, isOrphan: false });
    const find = (): Promise<Revocations> => findRevoked(writer, log, listedOnly(scope), seal);
    const revocations = await store(writer, plan, find, context);
    const late = await planEvents(writer, log, [scope.orphans.toSorted(compareKeys)], { isNew: false, isOrphan: true });
    await insert(writer, late.inserts, { ...context, revocations });
    const isSame = isNew || before["revoked_hash"] === revocations.hash;
    await (isSame ? markSystem : markRevoked)(writer, log, revocations);
    await writer.put("putLog", [{ ...log, types, seal, revoked_hash: revocations.hash }]);
    return { added: plan.inserts.length + late.inserts.length };
}

/**
 * Stores the events that a saved file has of a scope, in one transaction. Events are a set: the same file a second time changes nothing, and
 * files of several computers give the same in whatever order they come.
 * @param ledger its name. @param types names of types and fields; none keeps those that were given before.
 */
export function importScope(room: Room, ledger: string, scope: Scope, types: EventTypes): Promise<Imported> {
    return room.write((writer) => importInto(writer, { ledger, scope: scope.name }, scope, types));
}
