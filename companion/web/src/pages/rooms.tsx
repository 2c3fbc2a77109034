/** All rooms that are shown to who looks. */
import type { RoomInfo } from "../answers";
import { useAnswer } from "../answer";
import { at } from "../base";
import { Main } from "../parts/main";
import { Empty, Shows } from "../parts/notices";
import { Link, Time } from "../parts/words";
import { counted, dateText } from "../words";

function RoomCard({ room }: { readonly room: RoomInfo }) {
    return (
        <li class="card">
            <h2>
                <Link to={{ room: room.id, page: "standings", chosen: {} }}>{room.name}</Link>
            </h2>
            {room.flavour !== "" && <p class="muted">{room.flavour.replaceAll("_", " ").trim()}</p>}
            <ul class="plain">
                {room.ledgers.map(({ ledger, scope, events, last }) => (
                    <li key={`${ledger} ${scope}`}>
                        <strong>{ledger}</strong> {counted(events, "event")}
                        {last !== null && (
                            <span class="muted">
                                , last <Time time={last} text={dateText(last)} />
                            </span>
                        )}
                    </li>
                ))}
            </ul>
        </li>
    );
}

export function RoomsPage() {
    const answer = useAnswer<{ readonly rooms: readonly RoomInfo[] }>(at("rooms"));
    return (
        <Main>
            <h1>Ledgers</h1>
            <Shows answer={answer} what="rooms">
                {({ rooms }) =>
                    rooms.length === 0 ? (
                        <Empty title="No ledger was found">
                            <p>
                                Log in once with an addon that keeps one, and log out or reload: the game writes its
                                files then.
                            </p>
                        </Empty>
                    ) : (
                        <ul class="cards">
                            {rooms.map((room) => (
                                <RoomCard key={room.id} room={room} />
                            ))}
                        </ul>
                    )
                }
            </Shows>
        </Main>
    );
}
