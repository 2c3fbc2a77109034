/** The states of ledgers, as the page shows them: docs/companion-page.md. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { Modules } from "../state/modules";
import { Busy } from "../state/module-queue";
import { NotShown, States } from "../state/states";
import type { Room } from "../store/driver";
import type { LogName } from "../store/event-columns";
import { Refusal } from "./refusal";
import { answers, roomParams } from "./schemas";
import { findRoom, type Site } from "./site";
import { curveQuery, differenceQuery, stateAnswers, stateQuery, viewQuery } from "./state-schemas";
import { viewerOf } from "./viewer";

/** What the schemas let through. */
interface Asked {
    readonly ledger?: string;
    readonly scope?: string;
    readonly at?: number;
    readonly name?: string;
    readonly view?: string;
    readonly column?: string;
    readonly player?: string;
    readonly from?: number;
    readonly to?: number;
}

/** Seconds after which more may be asked of a module that is asked too much. */
const RETRY_SECONDS = 5;

/** The one log of a room that is meant. Raises a Refusal where there is none, or several. */
async function logOf(room: Room, { ledger, scope }: Asked): Promise<LogName> {
    const all = (await room.read("logNames")).map((row) => ({
        ledger: String(row["ledger"]),
        scope: String(row["scope"]),
    }));
    const found = all.filter(
        (log) => (ledger === undefined || log.ledger === ledger) && (scope === undefined || log.scope === scope),
    );
    if (found.length === 1) return found[0];
    const names = all.map((log) => `${log.ledger}, ${log.scope}`).join("; ");
    if (found.length === 0) throw new Refusal(404, `the room has no such ledger and scope: it has ${names}`);
    throw new Refusal(409, `the room has several ledgers: name ledger and scope, one of ${names}`);
}

type Answer = (states: States, room: Room, log: LogName, asked: Asked) => Promise<unknown>;

const ANSWERS = {
    state: (states, room, log, { at }) => states.state(room, { log, at }),
    view: (states, room, log, { at, name }) => states.view(room, { log, at, name }),
    curve: (states, room, log, { view, column, player = "" }) => states.curve(room, log, { view, column, player }),
    difference: (states, room, log, { from = 0, to, view }) => states.difference(room, log, { from, to, view }),
} satisfies Record<string, Answer>;

async function answer(states: States, site: Site, request: FastifyRequest, make: Answer): Promise<unknown> {
    const asked = request.query as Asked;
    const room = await findRoom(site, viewerOf(request), (request.params as { room: string }).room);
    try {
        return await make(states, room, await logOf(room, asked), asked);
    } catch (error) {
        if (error instanceof NotShown) throw new Refusal(404, error.message);
        if (error instanceof Busy) throw new Refusal(503, error.message, RETRY_SECONDS);
        throw error;
    }
}

/** Adds the routes of states. */
export function addStateRoutes(app: FastifyInstance, site: Site): void {
    const states = site.states ?? new States(Modules.NONE, new Map(), () => site.clock.now());
    const routes = [
        ["state", "The state of a ledger, now or at a time", stateQuery],
        ["view", "One view of the state, now or at a time", viewQuery],
        ["curve", "A number of a view over time, for one player", curveQuery],
        ["difference", "What is other at one time than at another", differenceQuery],
    ] as const;
    for (const [name, summary, querystring] of routes) {
        const response = { 200: stateAnswers[name], "4xx": answers.error };
        const schema = { summary, params: roomParams, querystring, response };
        app.get(`/rooms/:room/${name}`, { schema }, (request) => answer(states, site, request, ANSWERS[name]));
    }
}
