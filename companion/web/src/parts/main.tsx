/** The main part of what is shown. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef } from "preact/hooks";

/** Whether anything of the page had the focus: until then Tab begins at its top. */
let wasUsed = false;
addEventListener("focusin", () => (wasUsed = true));

/**
 * Takes the focus where what had it is gone with what was shown before, so that keyboard and screen reader go on here.
 * @param props.of names what is shown: with another name it is looked again.
 */
export function Main(props: { readonly of?: string; readonly class?: string; readonly children: ComponentChildren }) {
    const place = useRef<HTMLElement>(null);
    useEffect(() => {
        if (wasUsed && document.activeElement === document.body) place.current?.focus({ preventScroll: true });
    }, [props.of]);
    return (
        <main id="main" tabIndex={-1} class={props.class} ref={place}>
            {props.children}
        </main>
    );
}
