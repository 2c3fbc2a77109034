/**
 * Which requests somebody has just proposed a match with: their owners are about to promise it. That binds nobody; but who proposes something
 * else with them meanwhile does so in vain, and in a crowd everybody would.
 */

import { CALLED_SECONDS, PROMISE_SECONDS } from "../constants";
import type { RoomSession } from "../session";
import { MatchState, type MeetMatch, type MeetRequest } from "./cells";
import { isGroupFor } from "./group";
import type { MeetView } from "./view";

/** A proposal that names a request as another one's. */
interface Call {
    readonly match: MeetMatch;
    /** Uptime at which it was heard. */
    readonly since: number;
}

export class Called {
    private readonly calls = setmetatable(new LuaMap<MeetRequest, Call>(), { __mode: "k" });

    /** @param ended told when requests of an event are free again. */
    constructor(
        private readonly session: RoomSession,
        private readonly view: MeetView,
        private readonly ended: (this: void, event: string) => void,
    ) {}

    /** A match was heard. */
    heard(match: MeetMatch): void {
        const { clock, timers } = this.session.context;
        const group = match.state === MatchState.Proposed ? this.groupOf(match) : undefined;
        if (group === undefined) {
            return;
        }
        const since = clock.uptime();
        for (const index of $range(1, group.length - 1)) {
            const known = this.calls.get(group[index]);
            // Nobody keeps a request for himself by proposing again and again.
            if (known === undefined || known.match.owner !== match.owner || since - known.since >= PROMISE_SECONDS) {
                this.calls.set(group[index], { match, since });
            }
        }
        timers.after(CALLED_SECONDS, () => this.ended(group[0].event));
    }

    /** Whether a request is left to a proposal. */
    has(request: MeetRequest): boolean {
        const call = this.calls.get(request);
        if (call === undefined) {
            return false;
        }
        const { match, since } = call;
        return (
            this.session.context.clock.uptime() - since < CALLED_SECONDS &&
            this.view.matches.get(match.owner, match.id) === match
        );
    }

    /** The requests of a match, if they are a group for its coordinator. */
    private groupOf({ rows }: MeetMatch): MeetRequest[] | undefined {
        const group: MeetRequest[] = [];
        for (const index of $range(0, rows.length - 1)) {
            const { owner, incarnation, request: id } = rows[index];
            const request = this.view.requests.get(owner, id);
            if (request === undefined || request.incarnation !== incarnation || !this.view.isPending(request)) {
                return undefined;
            }
            group[index] = request;
        }
        return isGroupFor(group[0], group) ? group : undefined;
    }
}
