/** A list of any length of which only what is near the window is in the page. */
import { observeWindowOffset, observeWindowRect, Virtualizer, windowScroll } from "@tanstack/virtual-core";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useReducer, useRef, useState } from "preact/hooks";

/** Rows beside the window that are made as well, so that scrolling shows no holes. */
const OVERSCAN = 8;

type Rows = Virtualizer<Window, HTMLLIElement>;

function useRows(count: number, rowHeight: number, top: number): Rows {
    const [, redraw] = useReducer((state: number) => state + 1, 0);
    const options = {
        count,
        overscan: OVERSCAN,
        scrollMargin: top,
        getScrollElement: () => window,
        estimateSize: () => rowHeight,
        observeElementRect: observeWindowRect,
        observeElementOffset: observeWindowOffset,
        scrollToFn: windowScroll,
        onChange: () => redraw(undefined),
    };
    const [rows] = useState(() => new Virtualizer<Window, HTMLLIElement>(options));
    rows.setOptions(options);
    useLayoutEffect(() => rows._didMount(), []);
    useLayoutEffect(() => rows._willUpdate());
    return rows;
}

/**
 * Shows rows of a list.
 * @param props.rowHeight pixels of a usual row; each is measured once it is there.
 * @param props.onEnd called when the last row comes near the window.
 */
export function VirtualList(props: {
    readonly label: string;
    readonly count: number;
    readonly rowHeight: number;
    readonly keyOf: (index: number) => string;
    readonly row: (index: number) => ComponentChildren;
    readonly onEnd?: () => void;
    /** How many there are in all, where that is known. */
    readonly total?: number;
}) {
    const { label, count, rowHeight, keyOf, row, onEnd, total = -1 } = props;
    const list = useRef<HTMLOListElement>(null);
    const [top, setTop] = useState(0);
    const rows = useRows(count, rowHeight, top);
    useLayoutEffect(() => {
        const now = (list.current?.getBoundingClientRect().top ?? 0) + scrollY;
        if (Math.abs(now - top) > 1) setTop(now);
    });
    const items = rows.getVirtualItems();
    const last = items.at(-1)?.index ?? -1;
    useEffect(() => {
        if (count > 0 && last >= count - 1) onEnd?.();
    }, [last, count, onEnd]);
    return (
        <ol class="virtual" aria-label={label} ref={list} style={{ height: `${rows.getTotalSize()}px` }}>
            {items.map(({ index, start }) => (
                <li
                    key={keyOf(index)}
                    data-index={index}
                    ref={(element) => rows.measureElement(element)}
                    aria-posinset={index + 1}
                    aria-setsize={total}
                    style={{ transform: `translateY(${start - top}px)` }}
                >
                    {row(index)}
                </li>
            ))}
        </ol>
    );
}
