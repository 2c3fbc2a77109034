/** Items, as addons write them, and where the usual database site tells of them. */

/** The part of the site for each flavour of the game, by the folder that the game has. */
const SITES = new Map([
    ["_retail_", ""],
    ["_classic_", "mop-classic/"],
    ["_classic_era_", "classic/"],
    ["_anniversary_", "tbc/"],
]);

export interface Item {
    readonly id: number;
    /** As the game's link has it; undefined where only the number is known. */
    readonly name: string | undefined;
}

const LINK = /\|Hitem:(\d{1,9})[^|]*\|h\[([^\]|]{1,100})\]\|h/;
const STRING = /^item:(\d{1,9})(?::[-\d:]*)?$/;

/** The item that a text of an addon names: a link of the game, or an item string; undefined where it is neither. */
export function parseItem(text: string): Item | undefined {
    const link = LINK.exec(text);
    if (link !== null) return { id: Number(link[1]), name: link[2] };
    const string = STRING.exec(text);
    return string === null ? undefined : { id: Number(string[1]), name: undefined };
}

/** The item that a cell of a view names, which may be a bare number. */
export function itemOf(value: string | number): Item | undefined {
    if (typeof value === "string")
        return parseItem(value) ?? (/^\d{1,9}$/.test(value) ? itemOf(Number(value)) : undefined);
    return Number.isSafeInteger(value) && value > 0 ? { id: value, name: undefined } : undefined;
}

/** Where one reads about it. @param flavour of the room; of an unknown one the site of today's game is taken. */
export function itemAddress({ id }: Item, flavour: string): string {
    return `https://www.wowhead.com/${SITES.get(flavour) ?? ""}item=${id}`;
}
