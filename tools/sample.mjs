// A guild of 40 over a season to try the companion with: files as two players' games save them, and the guild's room.
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { root } from "./run.mjs";

const BUILD = join(root, "companion", "build");

/**
 * Makes it, which takes a second; it is gone when this process ends.
 * @param {() => Promise<string>} bundle makes the script that writes it
 * @returns {Promise<string[]>} arguments of the companion
 */
export async function sampleArguments(bundle) {
    const folder = join(BUILD, `sample-${process.pid}`);
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
    const { writeSample } = await import(pathToFileURL(await bundle()));
    await writeSample(folder, join(root, "examples"));
    // It is nobody's: it can be looked at without signing in.
    return ["--db-folder", join(folder, "rooms"), "--open", join(folder, "game")];
}

/**
 * The arguments of the companion with those of the sample in place of `--sample`. Without any argument the sample also takes the place of
 * a game that is not there.
 * @param {readonly string[]} args
 * @param {boolean} hasGame
 * @param {() => Promise<string[]>} sample
 * @returns {Promise<string[]>}
 */
export async function withSample(args, hasGame, sample) {
    const at = args.indexOf("--sample");
    if (at >= 0) return args.toSpliced(at, 1, ...(await sample()));
    if (args.length > 0 || hasGame) return [...args];
    console.log("companion: the game is not where it usually is, so a sample guild is shown; `look FOLDER` names it");
    return sample();
}
