/** The page: who looks, at which room, at what of it. */
import type { JSX } from "preact";
import { useEffect, useMemo, useState } from "preact/hooks";
import { choose, PAGES, type PageName, shown, toPage } from "./address";
import { useAnswer } from "./answer";
import type { Me, PlayerInfo, RoomDetails } from "./answers";
import { at } from "./base";
import { isCutOff, isLive, listen } from "./live";
import { ChangesPage } from "./pages/changes";
import { HistoryPage } from "./pages/history";
import { IntegrityPage } from "./pages/integrity";
import { PeoplePage } from "./pages/people";
import { PlayerPage } from "./pages/player";
import { RoomsPage } from "./pages/rooms";
import { SettingsPage } from "./pages/settings";
import { SignInPage } from "./pages/sign-in";
import { StandingsPage } from "./pages/standings";
import { StatePage } from "./pages/state";
import { WaitingPage, waitingOf } from "./pages/waiting";
import { Main } from "./parts/main";
import { Empty, Failed, Loading } from "./parts/notices";
import { Link } from "./parts/words";
import { Players } from "./players";
import { isSignedOut, roomPath } from "./request";
import { findLog, RoomContext, type ShownRoom, useRoom } from "./room";
import { signIn } from "./sign-in";

const TITLES: Readonly<Record<PageName, string>> = {
    standings: "Standings",
    history: "History",
    changes: "Changes",
    state: "State",
    people: "People",
    waiting: "Waiting",
    integrity: "Integrity",
    settings: "Settings",
    player: "Player",
};

const SHOWS: Readonly<Record<PageName, () => JSX.Element>> = {
    standings: StandingsPage,
    history: HistoryPage,
    changes: ChangesPage,
    state: StatePage,
    people: PeoplePage,
    waiting: WaitingPage,
    integrity: IntegrityPage,
    settings: SettingsPage,
    player: PlayerPage,
};

/** Whether what is shown comes as it happens. */
function Connection() {
    if (isLive.value)
        return (
            <span class="connection" role="status">
                <span class="dot on" aria-hidden="true" /> live
            </span>
        );
    return (
        <span class="connection" role="status">
            <span class="dot" aria-hidden="true" /> {isCutOff.value ? "not connected" : "connecting"}
        </span>
    );
}

function LogChoice() {
    const { details, log } = useRoom();
    const many = new Set(details.ledgers.map(({ scope }) => scope)).size > 1;
    if (details.ledgers.length < 2 || log === undefined) return null;
    const textOf = (each: { readonly ledger: string; readonly scope: string }): string =>
        many ? `${each.ledger}, ${each.scope}` : each.ledger;
    return (
        <label class="log-choice">
            <span class="unseen">Ledger</span>
            <select
                value={String(details.ledgers.indexOf(log))}
                onChange={(event) => {
                    const { ledger, scope } = details.ledgers[Number(event.currentTarget.value)];
                    choose({ ledger, scope: many ? scope : "", at: "", view: "", type: "" });
                }}
            >
                {details.ledgers.map((each, index) => (
                    <option key={`${each.ledger} ${each.scope}`} value={String(index)}>
                        {textOf(each)}
                    </option>
                ))}
            </select>
        </label>
    );
}

function Head({ page }: { readonly page: PageName }) {
    const { details, log } = useRoom();
    const waiting = log === undefined ? 0 : waitingOf(log);
    return (
        <header class="head">
            <div class="row">
                <Link to={{ room: undefined, page: "standings", chosen: {} }} class="home">
                    Ledgers
                </Link>
                <h1>{details.name}</h1>
                <LogChoice />
                <span class="grow-right" />
                <Connection />
            </div>
            <nav aria-label="Pages of the room">
                {PAGES.filter((name) => name !== "player").map((name) => (
                    <Link key={name} to={toPage(name)} isCurrent={name === page}>
                        {TITLES[name]}
                        {name === "waiting" && waiting > 0 && (
                            <span class="count">
                                {waiting}
                                <span class="unseen"> events</span>
                            </span>
                        )}
                    </Link>
                ))}
            </nav>
        </header>
    );
}

function CutOff() {
    if (!isCutOff.value) return null;
    return (
        <p class="banner" role="status">
            The server is not reached: what you see may be old. It is tried again by itself.
        </p>
    );
}

function RoomShown({ room, page }: { readonly room: ShownRoom; readonly page: PageName }) {
    const Page = SHOWS[page];
    useEffect(() => {
        document.title = `${TITLES[page]} – ${room.details.name}`;
    }, [page, room.details.name]);
    return (
        <RoomContext.Provider value={room}>
            <Head page={page} />
            <CutOff />
            <Main of={page}>
                {page !== "player" && <h2 class="unseen">{TITLES[page]}</h2>}
                {/* Another room or ledger is begun anew; a filter or a moment is not. */}
                <Page key={`${room.details.id} ${room.log?.ledger} ${room.log?.scope} ${page}`} />
            </Main>
        </RoomContext.Provider>
    );
}

const NO_PLAYERS = new Players([]);

function Room({ name, me }: { readonly name: string; readonly me: Me }) {
    const details = useAnswer<RoomDetails>(roomPath(name, ""));
    const listed = useAnswer<{ readonly players: readonly PlayerInfo[] }>(roomPath(name, "players"));
    const id = details.data?.id;
    useEffect(() => (id === undefined ? undefined : listen(id)), [id]);
    const players = useMemo(
        () => (listed.data === undefined ? NO_PLAYERS : new Players(listed.data.players)),
        [listed.data],
    );
    if (details.data === undefined)
        return (
            <Main>
                <h1>Ledgers</h1>
                {details.failure === undefined ? (
                    <Loading what="room" />
                ) : (
                    <Failed failure={details.failure} what="room" />
                )}
                <p>
                    <Link to={{ room: undefined, page: "standings", chosen: {} }}>All ledgers</Link>
                </p>
            </Main>
        );
    const { page, chosen } = shown.value;
    const log = findLog(details.data.ledgers, chosen);
    const room = { name, details: details.data, players, log, isOperator: me.isOperator, isLocal: me.kind === "local" };
    return <RoomShown room={room} page={page} />;
}

export function App({ problem }: { readonly problem: string | undefined }) {
    const [why, setWhy] = useState(problem);
    const me = useAnswer<Me>(isSignedOut.value ? undefined : at("me"), { isLive: false });
    const enter = (token: string): void => void signIn(token).then(setWhy);
    if (isSignedOut.value) return <SignInPage problem={why} onToken={enter} />;
    if (me.data === undefined) {
        if (me.failure === undefined) return <Loading what="ledgers" />;
        return (
            <Main>
                <h1>Ledgers</h1>
                <Empty title="The server is not reached">
                    <p>{me.failure.message}</p>
                    <p>
                        <a href="">Try again</a>
                    </p>
                </Empty>
            </Main>
        );
    }
    const { room } = shown.value;
    return (
        <>
            <a class="skip" href="#main">
                Skip to the content
            </a>
            {room === undefined ? <RoomsPage /> : <Room key={room} name={room} me={me.data} />}
        </>
    );
}
