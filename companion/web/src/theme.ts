/** What the reader wishes of colours and motion. */

export type Theme = "system" | "light" | "dark";
export type Motion = "system" | "still";

const THEME = "ledger-theme";
const MOTION = "ledger-motion";

/** A browser may keep nothing for a page. */
function stored(name: string): string | null {
    try {
        return localStorage.getItem(name);
    } catch {
        return null;
    }
}

function store(name: string, value: string): void {
    try {
        localStorage.setItem(name, value);
    } catch {
        // It holds until the page is left, then.
    }
}

export function readTheme(): Theme {
    const text = stored(THEME);
    return text === "light" || text === "dark" ? text : "system";
}

export const readMotion = (): Motion => (stored(MOTION) === "still" ? "still" : "system");

function mark(name: string, value: string): void {
    if (value === "system") document.documentElement.removeAttribute(name);
    else document.documentElement.setAttribute(name, value);
}

export function setTheme(theme: Theme): void {
    store(THEME, theme);
    mark("data-theme", theme);
}

export function setMotion(motion: Motion): void {
    store(MOTION, motion);
    mark("data-motion", motion);
}

/** Shows the page as it was wished the last time. */
export function beginTheme(): void {
    mark("data-theme", readTheme());
    mark("data-motion", readMotion());
}
