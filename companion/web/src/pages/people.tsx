/** Who belongs to the room, who is here now, and who has written. */
import { useAnswer } from "../answer";
import type { MemberInfo, Members, Person, PlayerInfo, Presence } from "../answers";
import { Shows } from "../parts/notices";
import { Table, type TableColumn } from "../parts/table";
import { PlayerName, Time } from "../parts/words";
import { roomPath } from "../request";
import { useRoom } from "../room";
import { counted, dateText, numberText } from "../words";

function PersonLine({ person, n }: { readonly person: Person; readonly n: number }) {
    const behind = Math.max(0, n - person.n);
    return (
        <li class="row">
            <span class={person.online ? "dot on" : "dot"} aria-hidden="true" />
            <strong>{person.label}</strong>
            {person.member === null && <span class="tag">token</span>}
            <span class="muted">{behind === 0 ? "has everything" : `${counted(behind, "record")} behind`}</span>
        </li>
    );
}

function Here() {
    const room = useRoom();
    const answer = useAnswer<Presence>(roomPath(room.name, "presence"), { keepsOld: true });
    return (
        <section>
            <h2>Connected now</h2>
            <Shows answer={answer} what="people">
                {({ people, n }) =>
                    people.length === 0 ? (
                        <p class="muted">Nobody else.</p>
                    ) : (
                        <ul class="plain">
                            {people.map((person) => (
                                <PersonLine key={person.id} person={person} n={n} />
                            ))}
                        </ul>
                    )
                }
            </Shows>
        </section>
    );
}

const MEMBER_COLUMNS: readonly TableColumn<MemberInfo>[] = [
    { name: "label", title: "Member", value: ({ label }) => label, show: ({ label }) => label },
    { name: "role", title: "Role", value: ({ role }) => role, show: ({ role }) => role },
    {
        ...{ name: "characters", title: "Characters" },
        show: ({ characters }) =>
            characters.map(({ guid, name }, index) => (
                <span key={guid}>
                    {index > 0 && ", "}
                    <PlayerName guid={guid} name={name} />
                </span>
            )),
    },
    {
        ...{ name: "devices", title: "Computers" },
        show: ({ devices }) => devices.map(({ label, dropped }) => (dropped ? `${label} (dropped)` : label)).join(", "),
    },
];

function MembersOfRoom() {
    const room = useRoom();
    const answer = useAnswer<Members>(roomPath(room.name, "members"), { keepsOld: true });
    return (
        <section>
            <h2>Members</h2>
            <Shows answer={answer} what="members">
                {({ members }) => (
                    <Table caption="Members" columns={MEMBER_COLUMNS} rows={members} keyOf={({ number }) => number} />
                )}
            </Shows>
        </section>
    );
}

const PLAYER_COLUMNS: readonly TableColumn<PlayerInfo>[] = [
    { name: "player", title: "Player", value: ({ name }) => name, show: ({ player }) => <PlayerName guid={player} /> },
    {
        ...{ name: "written", title: "Events written", isNumber: true },
        value: ({ written }) => written,
        show: ({ written }) => numberText(written),
    },
    {
        ...{ name: "named", title: "Named in", isNumber: true },
        value: ({ named }) => named,
        show: ({ named }) => numberText(named),
    },
    {
        ...{ name: "last", title: "Last", value: ({ last }: PlayerInfo) => last },
        show: ({ last }) => <Time time={last} text={dateText(last)} />,
    },
];

export function PeoplePage() {
    const { details, players } = useRoom();
    return (
        <>
            {details.hasRecords && <Here />}
            {details.hasRecords && <MembersOfRoom />}
            <section>
                <h2>Players in the ledger</h2>
                <Table caption="Players" columns={PLAYER_COLUMNS} rows={players.list} keyOf={({ player }) => player} />
            </section>
        </>
    );
}
