// A game folder to try the companion with: the files of a guild of 40 over a season, as the demo's clients save them.
import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { root, run } from "./run.mjs";

/** What the demo plays. The guild is the same each time. */
const SEASON = ["--clients", "40", "--officers", "6", "--weeks", "12", "--minutes", "2", "--seed", "1"];

/** Names of the types and fields of the demo's addon. */
const FIELDS = join(root, "companion", "sample", "SimpleDKP.fields.json");

/**
 * Makes the folder where it is not there yet, which takes minutes: 40 clients of the simulated game play.
 * @param {string} [folder]
 * @param {readonly string[]} [season] options of the demo
 * @returns {string[]} arguments of the companion: the names of fields, and the folder
 */
export function sampleArguments(folder = join(root, "companion", "build", "sample"), season = SEASON) {
    if (!existsSync(folder)) {
        console.log("companion: 40 clients play a season, once; this takes some minutes");
        const own = `${folder}.${process.pid}`;
        const accounts = join(own, "_classic_era_", "WTF", "Account");
        mkdirSync(accounts, { recursive: true });
        run(process.execPath, [join(root, "demo", "demo.mjs"), ...season, "--save", accounts], { cwd: root });
        rmSync(folder, { recursive: true, force: true });
        renameSync(own, folder);
    }
    // It is nobody's: it can be looked at without signing in.
    return ["--fields", FIELDS, folder, "--open"];
}

/**
 * The arguments of the companion with those of the sample in place of `--sample`. Without any argument the sample also takes the place of
 * a game that is not there.
 * @param {readonly string[]} args
 * @param {boolean} hasGame
 * @param {() => string[]} [sample]
 * @returns {string[]}
 */
export function withSample(args, hasGame, sample = sampleArguments) {
    const at = args.indexOf("--sample");
    if (at >= 0) return args.toSpliced(at, 1, ...sample());
    if (args.length > 0 || hasGame) return [...args];
    console.log("companion: the game is not where it usually is, so a sample guild is shown; `look FOLDER` names it");
    return sample();
}
