// A release from beginning to end, by the .releaserc of this tree, to a bare repository on this disk. Left out is only
// what needs GitHub.
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import {
    cpSync,
    existsSync,
    mkdtempSync,
    readdirSync,
    readFileSync,
    rmSync,
    symlinkSync,
    writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { pathToFileURL } from "node:url";
import { unzipSync } from "fflate";
import { changedBundles, KEPT_FILES, keptVersions, RELEASES } from "./keep-bundle.mjs";
import { root } from "./run.mjs";
import { libStubMinor } from "./version.mjs";

const readJson = (path) => JSON.parse(readFileSync(path, "utf8"));
const nameOf = (plugin) => (Array.isArray(plugin) ? plugin[0] : plugin);

const GITHUB = "@semantic-release/github";
const settings = readJson(join(root, ".releaserc"));

const folder = mkdtempSync(join(tmpdir(), "ledger-release-"));
after(() => rmSync(folder, { recursive: true, force: true }));
const clone = join(folder, "clone");
const remote = pathToFileURL(join(folder, "remote.git")).href;

// Nothing of the user's or of a CI service: neither settings of git, nor tokens, nor what tells semantic-release where it is.
const env = {
    PATH: process.env.PATH,
    HOME: folder,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: "Author",
    GIT_AUTHOR_EMAIL: "author@example.org",
    GIT_COMMITTER_NAME: "Author",
    GIT_COMMITTER_EMAIL: "author@example.org",
};

/** Runs a program to its end and gives its output; fails the test when the program fails. */
function run(command, args, cwd) {
    const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8" });
    assert.equal(status, 0, `${command} ${args.join(" ")}: ${error ?? ""}\n${stdout}\n${stderr}`);
    return stdout;
}

const git = (...args) => run("git", args, clone);
const commit = (message) => git("commit", "--quiet", "--allow-empty", "-m", message);

/** This tree as it is, changes that are not committed included, without its history. */
function copyTree() {
    const listed = spawnSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], { cwd: root });
    for (const path of listed.stdout.toString().split("\0")) {
        // A file that was deleted and not committed yet is listed, too.
        if (path !== "" && existsSync(join(root, path))) cpSync(join(root, path), join(clone, path));
    }
    symlinkSync(join(root, "node_modules"), join(clone, "node_modules"), "junction");
}

/** Has semantic-release look at the commits since the last tag, and release. */
function release() {
    const bin = join(root, "node_modules", "semantic-release");
    const { bin: entry } = readJson(join(bin, "package.json"));
    const script = join(bin, typeof entry === "string" ? entry : entry["semantic-release"]);
    return run(process.execPath, [script, "--no-ci", "--repository-url", remote], clone);
}

/** What everything says that says a version. */
function versionsIn(read) {
    const lock = JSON.parse(read("package-lock.json"));
    const bundle = read("dist/LibEventLedger.lua");
    return {
        "package.json": JSON.parse(read("package.json")).version,
        "package-lock.json": lock.version,
        "package-lock.json, package": lock.packages[""].version,
        "src/version.ts": read("src/version.ts").match(/VERSION = "(.*?)"/)[1],
        ".toc": read("dist/LibEventLedger.toc").match(/^## Version: (.*)$/m)[1],
        "head of the bundle": bundle.match(/^-- LibEventLedger (.*?):/)[1],
        bundle: bundle.match(/____exports\.VERSION = "(.*?)"/)[1],
    };
}

const minorsIn = (read) =>
    [
        read("src/version.ts").match(/MINOR = (\d+)/),
        read("dist/LibEventLedger.lua").match(/____exports\.MINOR = (\d+)/),
    ].map(([, minor]) => Number(minor));

// The tree is of no release: its version in package.json only says so.
const LAST = keptVersions(root).at(-1);
const [major, minor] = LAST.split(".").map(Number);
const NEXT = `${major}.${minor + 1}.0`;

const onDisk = (path) => readFileSync(join(clone, path), "utf8");
const onMain = (path) => run("git", ["--git-dir", join(folder, "remote.git"), "show", `main:${path}`], folder);

test("every plugin that .releaserc names is a direct dependency in an exact version", () => {
    const { devDependencies } = readJson(join(root, "package.json"));
    for (const plugin of settings.plugins) {
        assert.match(devDependencies[nameOf(plugin)] ?? "missing", /^\d+\.\d+\.\d+$/, nameOf(plugin));
        const preset = Array.isArray(plugin) ? plugin[1].preset : undefined;
        if (preset) assert.match(devDependencies[`conventional-changelog-${preset}`] ?? "missing", /^\d/, preset);
    }
    assert.ok(settings.plugins.some((plugin) => nameOf(plugin) === GITHUB));
});

test("a commit with ! is a breaking change, as commitlint takes it", async () => {
    const { analyzeCommits } = await import("@semantic-release/commit-analyzer");
    const [, options] = settings.plugins.find((plugin) => nameOf(plugin) === "@semantic-release/commit-analyzer");
    const typeOf = (message) =>
        analyzeCommits(options, { cwd: root, commits: [{ hash: "1", message }], logger: { log() {} } });
    assert.equal(await typeOf("feat!: another protocol"), "major");
    assert.equal(await typeOf("feat(sync): sketches"), "minor");
    assert.equal(await typeOf("fix: a leak"), "patch");
    assert.equal(await typeOf("docs: a word"), null);
});

test("a release", async (t) => {
    run("git", ["init", "--quiet", "--bare", "--initial-branch=main", "remote.git"], folder);
    run("git", ["init", "--quiet", "--initial-branch=main", "clone"], folder);
    copyTree();
    // .gitignore names a folder, and this is a link.
    writeFileSync(join(clone, ".git", "info", "exclude"), "node_modules\n");
    const plugins = settings.plugins.filter((plugin) => nameOf(plugin) !== GITHUB);
    writeFileSync(join(clone, ".releaserc"), JSON.stringify({ ...settings, plugins }));
    git("add", "--all");
    commit("chore: everything");
    git("remote", "add", "origin", remote);
    git("tag", `v${LAST}`);
    git("push", "--quiet", "origin", "main", `v${LAST}`);
    commit("docs: a word in its place");
    commit("feat(sync): events travel by owl");
    commit("fix: owls come back");
    git("push", "--quiet", "origin", "main");
    const output = release();

    await t.test(
        "is a commit on main with a tag, and leaves nothing behind that is neither committed nor ignored",
        () => {
            assert.match(output, new RegExp(`Published release ${NEXT.replaceAll(".", "\\.")}`));
            git("fetch", "--quiet", "--tags");
            const head = git("rev-parse", "origin/main").trim();
            assert.equal(git("rev-parse", `v${NEXT}^{commit}`).trim(), head);
            assert.equal(git("log", "-1", "--format=%s", head).trim(), `chore(release): ${NEXT} [skip ci]`);
            assert.equal(git("status", "--porcelain"), "");
        },
    );

    await t.test("has one version, wherever one stands", () => {
        for (const read of [onDisk, onMain]) {
            for (const [place, found] of Object.entries(versionsIn(read))) assert.equal(found, NEXT, place);
            assert.deepEqual(minorsIn(read), [libStubMinor(NEXT), libStubMinor(NEXT)]);
        }
        assert.ok(libStubMinor(NEXT) > libStubMinor(LAST));
    });

    await t.test("tells in CHANGELOG.md what is new", () => {
        const changelog = onMain("CHANGELOG.md");
        assert.ok(changelog.includes(NEXT));
        assert.ok(changelog.includes("events travel by owl"));
        assert.ok(changelog.includes("owls come back"));
        assert.ok(!changelog.includes("a word in its place"));
    });

    await t.test("keeps its bundles, and all that were kept before", () => {
        for (const file of KEPT_FILES) {
            const kept = `${RELEASES}/${file.replace(".lua", `-${NEXT}.lua`)}`;
            assert.equal(onMain(kept), onMain(`dist/${file}`));
            assert.deepEqual(keptVersions(clone, file), [...keptVersions(root, file), NEXT]);
        }
        assert.deepEqual(changedBundles(clone), []);
    });

    await t.test("makes an archive for players, which is not committed", () => {
        assert.deepEqual(readdirSync(join(clone, "release")), [`LibEventLedger-${NEXT}.zip`]);
        const files = unzipSync(readFileSync(join(clone, "release", `LibEventLedger-${NEXT}.zip`)));
        for (const [path, bytes] of Object.entries(files)) {
            assert.equal(Buffer.from(bytes).toString(), onMain(path.replace(/^LibEventLedger\//, "dist/")), path);
        }
        assert.equal(git("ls-files", "release"), "");
    });

    await t.test("is not made of commits that change nothing for users", () => {
        commit("test: owls in the dark");
        git("push", "--quiet", "origin", "main");
        assert.match(release(), /no new version is released/);
    });
});
