/** One player: where he stands, how that came, and all events that name him. */
import { useEffect, useRef, useState } from "preact/hooks";
import { useAnswer } from "../answer";
import type { Curve, ViewInfo } from "../answers";
import { shown } from "../address";
import type { drawCurve } from "../curve";
import { EventList } from "../parts/event-list";
import { Empty, Loading, Shows } from "../parts/notices";
import { CellText } from "../parts/words";
import { Tabs } from "../parts/tabs";
import { roomPath } from "../request";
import { logQuery, useRoom } from "../room";
import { useView, useViews } from "../views";
import { counted, numberText, timeText } from "../words";

type Draw = typeof drawCurve;

/** The chart is loaded once it is needed. */
function useDraw(): Draw | undefined {
    const [draw, setDraw] = useState<{ readonly draw: Draw } | undefined>(undefined);
    useEffect(() => {
        void import("../curve").then((module) => setDraw({ draw: module.drawCurve }));
    }, []);
    return draw?.draw;
}

function Chart({ points, title }: { readonly points: Curve["points"]; readonly title: string }) {
    const place = useRef<HTMLDivElement>(null);
    const draw = useDraw();
    useEffect(() => {
        if (draw === undefined || place.current === null) return undefined;
        return draw(place.current, points, title);
    }, [draw, points, title]);
    const values = points.flatMap(([, value]) => (value === null ? [] : [value]));
    const [least, most] = [Math.min(...values), Math.max(...values)];
    const [first, last] = [points.at(0), points.at(-1)];
    const text =
        first === undefined || last === undefined || values.length === 0
            ? `${title}: no values`
            : `${title} from ${timeText(first[0])} to ${timeText(last[0])}: between ${numberText(least)} and ${numberText(most)}, now ${numberText(values.at(-1) ?? 0)}`;
    return <div class="chart" ref={place} role="img" aria-label={text} />;
}

function ViewCurve({ view, player }: { readonly view: ViewInfo; readonly player: string }) {
    const room = useRoom();
    const numbers = view.columns.filter(({ kind }) => kind === "number");
    const [name, setName] = useState(numbers.at(0)?.name ?? "");
    const column = numbers.find((each) => each.name === name);
    const query = { ...logQuery(room), view: view.name, column: name, player };
    const answer = useAnswer<Curve>(column && roomPath(room.name, "curve", query), { keepsOld: true });
    if (column === undefined) return null;
    return (
        <>
            {numbers.length > 1 && (
                <Tabs
                    label="Values"
                    tabs={numbers.map((each) => [each.name, each.title] as const)}
                    current={name}
                    onChoose={setName}
                />
            )}
            <Shows answer={answer} what="curve">
                {({ points, problem }) => (
                    <>
                        {problem !== null && <p class="bad-text">{problem}</p>}
                        {points.length > 1 && <Chart points={points} title={column.title} />}
                    </>
                )}
            </Shows>
        </>
    );
}

/** What a view says of the player. */
function Standing({ view, player }: { readonly view: ViewInfo; readonly player: string }) {
    const room = useRoom();
    const answer = useView(room, view.name, undefined);
    const of = view.columns.findIndex(({ kind }) => kind === "player");
    return (
        <Shows answer={answer} what="standings">
            {({ rows }) => {
                const row = rows.find((each) => each[of] === player);
                if (row === undefined) return <p class="muted">Not in “{view.title}”.</p>;
                return (
                    <dl class="figures">
                        {view.columns.map(({ name, title, kind }, index) =>
                            index === of ? null : (
                                <div key={name}>
                                    <dt>{title}</dt>
                                    <dd>
                                        <CellText cell={row[index]} kind={kind} />
                                    </dd>
                                </div>
                            ),
                        )}
                    </dl>
                );
            }}
        </Shows>
    );
}

function Standings({ player }: { readonly player: string }) {
    const room = useRoom();
    const views = useViews(room);
    if (room.log === undefined) return null;
    if (views === undefined) return <Loading what="standings" />;
    const ofPlayers = views.filter(({ columns }) => columns.some(({ kind }) => kind === "player"));
    return (
        <>
            {ofPlayers.map((view) => (
                <section key={view.name} aria-label={view.title}>
                    <Standing view={view} player={player} />
                    <ViewCurve view={view} player={player} />
                </section>
            ))}
        </>
    );
}

export function PlayerPage() {
    const { players } = useRoom();
    const typed = shown.value.chosen["player"] ?? "";
    const player = players.guidOf(typed);
    if (player === undefined) return <Empty title="No such player is known here" />;
    const known = players.find(player);
    return (
        <>
            <h2 class={players.styleOf(player)}>{players.nameOf(player)}</h2>
            <p class="muted">
                {known?.name !== null && known !== undefined && <>{known.name}, </>}
                {known !== undefined &&
                    `${counted(known.written, "event")} written, named in ${counted(known.named, "event")}`}
            </p>
            <Standings player={player} />
            <h2>Events</h2>
            <EventList query={{ player }} empty="No event names this player" />
        </>
    );
}
