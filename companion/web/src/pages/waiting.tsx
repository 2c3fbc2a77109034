/** Events that do not count, and why. */
import { choose, shown } from "../address";
import type { EventStatus } from "../answers";
import { EventList } from "../parts/event-list";
import { Empty } from "../parts/notices";
import { Tabs } from "../parts/tabs";
import { useRoom } from "../room";
import { numberText } from "../words";

type Waiting = Exclude<EventStatus, "counted">;

const KINDS: readonly {
    readonly status: Waiting;
    readonly title: string;
    readonly count: "unconfirmed" | "refused" | "conflicts" | "orphans";
    readonly text: string;
}[] = [
    {
        ...{ status: "unconfirmed", title: "Unconfirmed", count: "unconfirmed" },
        text: "Uploaded by a member whose word alone does not count: they count once a second member or an officer uploads the same.",
    },
    {
        ...{ status: "refused", title: "Refused", count: "refused" },
        text: "Officers' games have refused them, mostly for a right that their writer did not have.",
    },
    {
        ...{ status: "conflict", title: "Conflicting", count: "conflicts" },
        text: "Another event of the same key counts in their place: of two the one with the larger digest, in the game as here.",
    },
    {
        ...{ status: "orphan", title: "Too late", count: "orphans" },
        text: "They came after the time they belong to was sealed.",
    },
];

export function WaitingPage() {
    const { log } = useRoom();
    if (log === undefined) return <Empty title="No events yet" />;
    const chosen = shown.value.chosen["status"];
    const kind = KINDS.find(({ status }) => status === chosen) ?? KINDS.find(({ count }) => log[count] > 0) ?? KINDS[0];
    return (
        <>
            <Tabs
                label="Why they do not count"
                tabs={KINDS.map(({ status, title, count }) => [status, `${title} ${numberText(log[count])}`] as const)}
                current={kind.status}
                onChoose={(status) => choose({ status })}
            />
            <p class="muted">{kind.text}</p>
            <EventList key={kind.status} query={{ status: kind.status }} empty="None" />
        </>
    );
}

/** How many events of a log do not count. */
export function waitingOf(log: {
    readonly unconfirmed: number;
    readonly refused: number;
    readonly conflicts: number;
    readonly orphans: number;
}): number {
    return log.unconfirmed + log.refused + log.conflicts + log.orphans;
}
