/** Where the page is served: at the root, or below a path of somebody else's server. */

let folder = "/";

/** @param path of the page's own address, whose last part is the room. */
export function setBase(path: string): void {
    folder = path.slice(0, path.lastIndexOf("/") + 1);
}

/** An address of this server. @param path without a slash in front */
export const at = (path: string): string => folder + path;

/** What stands behind the base in a path. */
export const behindBase = (path: string): string => path.slice(folder.length);
