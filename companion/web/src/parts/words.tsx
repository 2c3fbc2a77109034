/** Small words that stand everywhere: players, items, times. */
import type { ComponentChildren } from "preact";
import type { Cell, ColumnKind } from "../answers";
import { formatAddress, go, type Shown, toPage } from "../address";
import { itemAddress, itemOf, parseItem } from "../items";
import { GUID } from "../players";
import { useRoom } from "../room";
import { isoText, numberText, timeText } from "../words";

/** A link within the page: it changes what is shown, and can be opened elsewhere as any link. */
export function Link(props: {
    readonly to: Shown;
    readonly class?: string;
    readonly isCurrent?: boolean;
    readonly children: ComponentChildren;
}) {
    const follow = (event: MouseEvent): void => {
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(props.to);
    };
    return (
        <a
            href={formatAddress(props.to)}
            class={props.class}
            aria-current={props.isCurrent === true ? "page" : undefined}
            onClick={follow}
        >
            {props.children}
        </a>
    );
}

/** @param props.name what else tells how the player is called, where no addon does. */
export function PlayerName({ guid, name = guid }: { readonly guid: string; readonly name?: string }) {
    const { players } = useRoom();
    const known = players.nameOf(guid);
    return (
        <Link to={toPage("player", { player: guid })} class={`player ${players.styleOf(guid)}`}>
            {known === guid ? name : known}
        </Link>
    );
}

/** A link to where one reads about an item; nothing of it is loaded here. */
export function ItemName({ value }: { readonly value: string | number }) {
    const { details } = useRoom();
    const item = itemOf(value);
    if (item === undefined) return <>{String(value)}</>;
    return (
        <a class="item" href={itemAddress(item, details.flavour)} rel="noreferrer noopener" target="_blank">
            {item.name ?? `Item ${item.id}`}
            <span class="unseen"> (opens a database of items)</span>
        </a>
    );
}

export function Time({ time, text = timeText(time) }: { readonly time: number; readonly text?: string }) {
    return (
        <time dateTime={isoText(time)} title={isoText(time)}>
            {text}
        </time>
    );
}

/** A text that may be a player or an item. */
export function Text({ text }: { readonly text: string }) {
    if (GUID.test(text)) return <PlayerName guid={text} />;
    return parseItem(text) === undefined ? <>{text}</> : <ItemName value={text} />;
}

/** A cell of a view. */
export function CellText({ cell, kind }: { readonly cell: Cell; readonly kind: ColumnKind }) {
    if (cell === null) return <span class="muted">–</span>;
    if (kind === "player" && typeof cell === "string" && GUID.test(cell)) return <PlayerName guid={cell} />;
    if (kind === "item") return <ItemName value={cell} />;
    if (typeof cell === "string") return <>{cell}</>;
    return kind === "time" ? <Time time={cell} /> : <>{numberText(cell)}</>;
}
