/** Events, newest first: more of them come as one scrolls. */
import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import type { EventInfo, EventsPage } from "../answers";
import { changes } from "../live";
import { Failure, get, roomPath } from "../request";
import { logQuery, useRoom } from "../room";
import { clockText, dateText } from "../words";
import { Fields } from "./fields";
import { Empty, Failed, Loading } from "./notices";
import { VirtualList } from "./virtual-list";
import { PlayerName, Time } from "./words";

/** Events that are asked for at a time. */
const PAGE = 100;
/** Pixels of a usual row. */
const ROW_HEIGHT = 76;

export type EventQuery = Readonly<Record<string, string | number | undefined>>;

interface Loaded {
    readonly events: readonly EventInfo[];
    /** Where the next page begins; null at the end. */
    readonly next: string | null;
    readonly failure?: Failure;
}

/** Puts a newer first page in front of what is there: pages that were scrolled to stay. */
export function joinPages(newer: EventsPage, before: Loaded | undefined): Loaded {
    const last = newer.events.at(-1)?.place;
    const at = before === undefined || last === undefined ? -1 : before.events.findIndex(({ place }) => place === last);
    if (before === undefined || at < 0) return { events: newer.events, next: newer.next };
    return { events: [...newer.events, ...before.events.slice(at + 1)], next: before.next };
}

/** The events that a query gives, as many as were asked for. */
function useEvents(query: EventQuery): { loaded: Loaded | undefined; more: () => void } {
    const room = useRoom();
    const [loaded, setLoaded] = useState<Loaded | undefined>(undefined);
    const isBusy = useRef(false);
    const path = roomPath(room.name, "events", { ...query, order: "newest", limit: PAGE });
    const path0 = useRef(path);
    useEffect(() => {
        const controller = new AbortController();
        const isSame = path0.current === path;
        path0.current = path;
        if (!isSame) setLoaded(undefined);
        get<EventsPage>(path, controller.signal).then(
            (page) => setLoaded((before) => joinPages(page, isSame ? before : undefined)),
            (error: unknown) => {
                if (!(error instanceof Failure)) return;
                setLoaded((before) => ({ events: [], next: null, ...before, failure: error }));
            },
        );
        return () => controller.abort();
    }, [path, changes.value]);
    const next = loaded?.next ?? null;
    const more = useCallback(() => {
        if (next === null || isBusy.current) return;
        isBusy.current = true;
        get<EventsPage>(`${path}&after=${encodeURIComponent(next)}`)
            .then((page) =>
                setLoaded((before) =>
                    before === undefined || path0.current !== path || before.next !== next
                        ? before
                        : { events: [...before.events, ...page.events], next: page.next },
                ),
            )
            .catch(() => undefined)
            .finally(() => (isBusy.current = false));
    }, [path, next]);
    return { loaded, more };
}

function EventRow({ event, isNewDay }: { readonly event: EventInfo; readonly isNewDay: boolean }) {
    const { revokedBy } = event;
    return (
        <article class={event.revoked ? "event revoked" : "event"}>
            {isNewDay && (
                <h3 class="day">
                    <Time time={event.time} text={dateText(event.time)} />
                </h3>
            )}
            <div class="row event-head">
                <Time time={event.time} text={clockText(event.time)} />
                <strong>{event.revoked ? <s>{event.name}</s> : event.name}</strong>
                <span>
                    by <PlayerName guid={event.creator} />
                </span>
                {event.status !== "counted" && <span class="tag">{event.status}</span>}
            </div>
            {event.revoked && (
                <p class="revocation">
                    Revoked
                    {revokedBy !== null && (
                        <>
                            {" by "}
                            <PlayerName guid={revokedBy.creator} />, <Time time={revokedBy.time} />
                        </>
                    )}
                </p>
            )}
            {event.reasonText !== null && <p class="bad-text">{event.reasonText}</p>}
            <Fields event={event} />
        </article>
    );
}

const dayOf = (event: EventInfo | undefined): string => (event === undefined ? "" : dateText(event.time));

/** @param props.empty what is said where there is none. */
export function EventList(props: {
    readonly query: EventQuery;
    readonly empty: string;
    readonly isOfAllLogs?: boolean;
}) {
    const room = useRoom();
    const log = props.isOfAllLogs === true ? {} : logQuery(room);
    const { loaded, more } = useEvents({ ...log, ...props.query });
    if (loaded === undefined) return <Loading what="events" />;
    const { events, next, failure } = loaded;
    return (
        <>
            {failure !== undefined && <Failed failure={failure} what="events" />}
            {failure === undefined && events.length === 0 && <Empty title={props.empty} />}
            <VirtualList
                label="Events, newest first"
                count={events.length}
                rowHeight={ROW_HEIGHT}
                keyOf={(index) => events[index].place}
                onEnd={more}
                {...(next === null ? { total: events.length } : {})}
                row={(index) => (
                    <EventRow
                        event={events[index]}
                        isNewDay={dayOf(events[index]) !== dayOf(index === 0 ? undefined : events[index - 1])}
                    />
                )}
            />
            {next !== null && <p class="muted">More as you scroll…</p>}
        </>
    );
}
