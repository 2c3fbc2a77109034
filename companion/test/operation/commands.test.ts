/** The commands of docs/companion-operation.md, run as they stand: what would change the machine stands in test/support/operator.sh. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { bundleCompanion } from "../../../tools/companion.mjs";
import { nameOf } from "../../src/room/chain";
import { Guild } from "../support/guild";
import { DOCUMENT, fileOf, ROOT, section } from "../support/operation";
import { askAt } from "../support/served";
import { newFolder } from "../support/stored";
import { runToEnd } from "../support/run";

const PLACE = newFolder();
const FOLDER = join(PLACE, "data");
const OPERATION_HERE = join(PLACE, "operation");
/** Ports that nobody has. */
let [port, tlsPort] = [0, 0];
const urlHere = (): string => `http://127.0.0.1:${port}/`;

async function freePort(): Promise<number> {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port: free } = server.address() as AddressInfo;
    await new Promise((resolve) => server.close(resolve));
    return free;
}

/** The blocks of commands of a section. */
const blocksOf = (title: string): string[] =>
    [...section(title).matchAll(/^```sh\n([^]*?)^```$/gm)].map(([, text]) => text);

/** What the document calls something stands elsewhere here. */
const here = (text: string): string =>
    text
        .replaceAll("/opt/lib-event-ledger/companion/operation", OPERATION_HERE)
        .replaceAll("/opt/lib-event-ledger", ROOT)
        .replaceAll("/var/lib/lib-event-ledger", FOLDER)
        .replaceAll(/\/(etc|mnt)\//g, `${PLACE}/$1/`);

/** What the unit starts. */
const unit = (): string =>
    here(/^ExecStart=(.*)$/m.exec(fileOf("lib-event-ledger.service"))?.[1] ?? "")
        .replaceAll("${STATE_DIRECTORY}", FOLDER)
        .concat(` --port ${port}`);

/** Runs commands, and gives what they print. */
function run(commands: string): string {
    const { status, stdout, stderr } = spawnSync(
        "bash",
        ["-c", `. ${ROOT}/companion/test/support/operator.sh\n${commands}`],
        {
            encoding: "utf8",
            env: { ...process.env, PLACE, ROOT, UNIT: unit(), NODE: process.execPath },
        },
    );
    assert.equal(status, 0, `${commands}\n${stdout}${stderr}`);
    return stdout;
}

let token = "";

describe.skipIf(process.platform !== "linux")("on Linux, the document's commands", () => {
    beforeAll(async () => {
        for (const folder of ["etc/systemd/system", "etc/ssl", "mnt/backups", "data"])
            mkdirSync(join(PLACE, folder), { recursive: true });
        cpSync(join(ROOT, "companion/operation"), OPERATION_HERE, { recursive: true });
        [port, tlsPort] = [await freePort(), await freePort()];
        await bundleCompanion();
    });
    afterAll(() => {
        if (existsSync(join(PLACE, "pid")))
            spawnSync("kill", ["-KILL", readFileSync(join(PLACE, "pid"), "utf8").trim()]);
    });

    test("install a service that serves, and show the permit", () => {
        const [install, ask] = blocksOf("With systemd").map(here);
        expect(run(install)).toMatch(/permit for new rooms: [\w-]{43}/);
        assert.equal(run(ask), "");
    });

    test("make, list and revoke tokens, and the permit anew", () => {
        const [create, list, revoke, permit] = here(blocksOf("Tokens")[0]).split("\n").slice(1);
        const at = `cd ${ROOT}\n`;
        const made = run(at + create).split("\n");
        token = run(at + create).split("\n")[1];
        const [, id] = /^token (\w+),/.exec(made[0]) ?? [];
        expect(run(at + list)).toContain(id);
        expect(run(at + revoke.replace("TOKEN-ID", id))).toContain("revoked");
        expect(run(at + list)).not.toContain(id);
        expect(run(at + permit)).toMatch(/^[\w-]{43}$/m);
    });

    test("read the metrics with the token, and not without", () => {
        const curl = blocksOf("Metrics")[0].replace("https://ledger.example/", urlHere());
        expect(run(`TOKEN=${token}\n${curl}`)).toContain("ledger_connections 0");
        expect(() => run(`TOKEN=${"A".repeat(43)}\n${curl}`)).toThrow();
        const [, config] = /^```yaml\n([^]*?)^```$/m.exec(section("Metrics")) ?? [];
        const {
            scrape_configs: [{ job_name: job }],
            rule_files: [rules],
        } = parse(config) as {
            scrape_configs: { job_name: string }[];
            rule_files: string[];
        };
        // The alerts and the dashboard ask for this job.
        expect(fileOf("alerts.yaml")).toContain(`job="${job}"`);
        expect(fileOf("dashboard.json")).toContain(`job=\\"${job}\\"`);
        expect(rules).toMatch(/alerts\.yaml$/);
    });

    test("back rooms up, which the metrics show, and bring them back", async () => {
        const guild = new Guild();
        const body = guild.list.map((each) => `${JSON.stringify({ record: each.toString("base64") })}\n`).join("");
        const headers = { authorization: `Bearer ${token}`, "content-type": "application/jsonl" };
        const path = `/rooms/${nameOf(guild.room.id)}/records`;
        assert.equal((await askAt(urlHere(), path, "POST", headers, body)).status, 200);
        const [backup, restore] = blocksOf("Backup and restore").map(here);
        run(backup);
        const metrics = (await askAt(urlHere(), "/metrics", "GET", headers)).text;
        expect(metrics).toMatch(/^ledger_last_backup_timestamp_seconds 1\d{9}$/m);
        const [name] = readdirSync(join(PLACE, "mnt/backups"));
        expect(run(restore.replace("BACKUP", name))).toContain("restored into");
        assert.equal((await askAt(urlHere(), path, "GET", headers)).text.trim().split("\n").length, guild.list.length);
    });

    test("upgrade it: another process has the folder", async () => {
        const pid = readFileSync(join(PLACE, "pid"), "utf8");
        run(here(blocksOf("Upgrade")[0]));
        assert.notEqual(readFileSync(join(PLACE, "pid"), "utf8"), pid);
        assert.equal((await askAt(urlHere(), "/health", "GET", {})).status, 200);
    });

    test("speak TLS with a certificate", () => {
        run("systemctl stop");
        const [pem, key] = [join(PLACE, "etc/ssl/ledger.pem"), join(PLACE, "etc/ssl/ledger.key")];
        run(
            `openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=ledger.example -keyout ${key} -out ${pem} 2>&1`,
        );
        const [serve] = blocksOf("TLS").map((block) => here(block).replace("--port 8443", `--port ${tlsPort}`));
        const asked = `
            (${serve.trim().replace("\n", " && ").replace("sudo -u lib-event-ledger node", 'exec "$NODE"')}) >"$PLACE/tls" & server=$!
            until grep -q "Ctrl+C stops it" "$PLACE/tls"; do kill -0 $server; sleep 0.05; done
            curl --fail --silent --insecure https://127.0.0.1:${tlsPort}/health
            kill -TERM $server; wait $server`;
        expect(run(asked)).toContain('"status":"ok"');
    });

    test("with Docker: secrets that only their readers have, and services that the compose file has", () => {
        const [compose, image] = blocksOf("With Docker").map(here);
        run(compose);
        run(image);
        const secrets = join(OPERATION_HERE, "secrets");
        const url = readFileSync(join(secrets, "database-url"), "utf8");
        const password = readFileSync(join(secrets, "database-password"), "utf8");
        assert.equal(url, `postgres://ledger:${password}@database/ledger\n`);
        const { services } = parse(fileOf("compose.yaml")) as { services: Record<string, { image: string }> };
        const said = readFileSync(join(PLACE, "docker"), "utf8");
        for (const [, service] of said.matchAll(/compose (?:logs|exec) (\w+)/g))
            assert.ok(service in services, service);
        for (const [, name] of said.matchAll(/(?:--tag|8884:8884) (\S+)/g))
            assert.equal(name, services["ledger"].image);
    });

    test("dump PostgreSQL", () => {
        run(`echo postgres://ledger@localhost/ledger > ${PLACE}/etc/lib-event-ledger.database-url`);
        run(here(blocksOf("Backup and restore")[2]));
    });
});

test("options that the document names are those of its commands", async () => {
    const helps = new Map<string, string>();
    for (const name of ["serve", "token", "promote", "backup", "restore"])
        helps.set(name, (await runToEnd([name, "--help"])).stdout);
    const lines = [...DOCUMENT.matchAll(/companion\.mjs (\w+)([^\n]*)/g)];
    expect(lines.length).toBeGreaterThan(8);
    for (const [line, name, rest] of lines)
        for (const [option] of rest.matchAll(/--[\w-]+/g)) expect(helps.get(name), line).toContain(option);
});
