/** What /metrics tells is what the document, the dashboard and the alerts say of it. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parser } from "@prometheus-io/lezer-promql";
import { beforeAll, test } from "vitest";
import { parse } from "yaml";
import { nameOf } from "../../src/room/chain";
import { START } from "../../src/room/position";
import { KeptRoom } from "../../src/rooms/kept-room";
import { noteBackup } from "../../src/serve/last-backup";
import { RoomClient } from "../../src/sync/client";
import { systemClock } from "../../src/sync/clock";
import { connectWebSocket } from "../../src/sync/websocket";
import { batchOf, deviceOf, eventOf, FOUNDER, Guild } from "../support/guild";
import { MemoryStore } from "../support/memory-stores";
import { fileOf, section, tableOf } from "../support/operation";
import { type Served, serveFolder } from "../support/served";

/** Metrics that only a replica has. */
const OF_REPLICAS = ["ledger_replica_lag_seconds"];
/** Metrics that Prometheus itself makes. */
const OF_PROMETHEUS = ["up"];

const guild = new Guild();
guild.takeScope();
const BACKUP = 1_796_000_000;
let served: Served;
let text: string;

/** A founder whose companion is connected. */
async function founder(): Promise<{
    room: KeptRoom;
    client: RoomClient;
    until: (isSo: () => boolean) => Promise<void>;
}> {
    const room = await KeptRoom.open(guild.room.id, new MemoryStore());
    await room.follow(START, guild.list);
    const client = new RoomClient({
        ...{ url: served.url, room, label: () => "Anna", connect: connectWebSocket, clock: systemClock },
        signer: FOUNDER,
    });
    const until = (isSo: () => boolean): Promise<void> =>
        new Promise((resolve) => {
            const look = (): void => {
                if (!isSo()) return;
                ends.forEach((end) => end());
                resolve();
            };
            const ends = [client.onState(look), room.onChange(look)];
            look();
        });
    client.start();
    return { room, client, until };
}

beforeAll(async () => {
    served = await serveFolder();
    const token = served.token();
    const body = guild.list.map((record) => `${JSON.stringify({ record: record.toString("base64") })}\n`).join("");
    const headers = { "content-type": "application/jsonl" };
    await served.ask(`/rooms/${nameOf(guild.room.id)}/records`, { token, method: "POST", headers, body });
    noteBackup(served.folder, BACKUP);
    const { room, client, until } = await founder();
    await room.sign(FOUNDER, () => [batchOf([eventOf(1, 0)])]);
    await until(() => room.loose.length === 0);
    // Who is no member is denied; what the room does not take is refused; a file that is no database cannot be opened.
    const other = await KeptRoom.open(guild.room.id, new MemoryStore());
    await other.follow(START, guild.list);
    const stranger = new RoomClient({
        ...{ url: served.url, room: other, label: () => "Nobody", connect: connectWebSocket, clock: systemClock },
        signer: deviceOf(9),
    });
    const denied = new Promise<void>((resolve) => {
        stranger.onState(() => stranger.state.problem?.code === "denied" && resolve());
    });
    stranger.start();
    await denied;
    await stranger.stop();
    await room.sign(FOUNDER, () => [batchOf([eventOf(1, 1)], Buffer.from("guild:Other-Realm"))]);
    await until(() => client.state.phase === "caught up" && room.loose.length === 0);
    const broken = "ab".repeat(32);
    writeFileSync(
        join(served.folder, `${broken}.sqlite`),
        "no database, though it is long enough to be taken for one. ".repeat(20),
    );
    assert.equal((await served.ask(`/rooms/${broken}/records`, { token })).status, 503);
    text = (await served.ask("/metrics", { token })).text;
    await client.stop();
});

/** Names of metrics with their types, as the text declares them. */
const declared = (): Map<string, string> =>
    new Map([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map(([, name, type]) => [name, type]));

/** Names of samples. */
const samples = (): Set<string> => new Set([...text.matchAll(/^([a-z_0-9]+)(?:\{| )/gm)].map(([, name]) => name));

/** Names of labels of a metric, without those of buckets. */
function labelsOf(metric: string): string[] {
    const lines = [...text.matchAll(new RegExp(`^${metric}(?:_bucket|_sum|_count)?\\{([^}]*)\\}`, "gm"))];
    const names = lines.flatMap(([, labels]) => [...labels.matchAll(/(\w+)="/g)].map(([, name]) => name));
    return [...new Set(names)].filter((name) => name !== "le");
}

/** The metrics that an expression reads. Raises where it is none. */
function metricsIn(expression: string): string[] {
    const names: string[] = [];
    parser.parse(expression).iterate({
        enter({ type, from, to, node }) {
            assert.ok(!type.isError, `"${expression}" is no expression at ${from}`);
            if (type.name === "Identifier" && node.parent?.type.name === "VectorSelector")
                names.push(expression.slice(from, to));
        },
    });
    assert.ok(names.length > 0, expression);
    return names;
}

test("the table of the document is what is served", () => {
    const own = [...declared()].filter(([name]) => name.startsWith("ledger_"));
    const rows = tableOf(section("Metrics"));
    const told = rows.map(([name, type]) => [name, type]);
    assert.deepEqual(told.sort(), own.sort());
    for (const [name, , labels] of rows) {
        if (OF_REPLICAS.includes(name)) continue;
        assert.deepEqual(labelsOf(name).sort(), labels === "" ? [] : labels.split(", ").sort(), name);
    }
    for (const name of section("Metrics").match(/(?:process|nodejs)_\w+/g) ?? []) assert.ok(samples().has(name), name);
});

test("what is counted is told as it is", () => {
    const value = (sample: string): number =>
        Number(
            text
                .split("\n")
                .find((line) => line.startsWith(`${sample} `))
                ?.split(" ")[1],
        );
    assert.equal(value('ledger_offers_total{answer="accepted"}'), 1);
    assert.equal(value('ledger_offers_total{answer="refused"}'), 1);
    assert.equal(value('ledger_records_refused_total{reason="scope"}'), 1);
    assert.equal(value('ledger_errors_sent_total{code="denied"}'), 1);
    assert.equal(value("ledger_connections"), 1);
    assert.equal(value("ledger_open_rooms"), 1);
    assert.equal(value("ledger_rooms"), 2);
    assert.equal(value("ledger_database_up"), 1);
    assert.equal(value('ledger_database_errors_total{kind="damaged"}'), 1);
    assert.equal(value('ledger_database_errors_total{kind="away"}'), 0);
    assert.equal(value("ledger_last_backup_timestamp_seconds"), BACKUP);
    assert.ok(value("ledger_commit_seconds_count") >= 2);
    assert.ok(value("ledger_disk_free_bytes") <= value("ledger_disk_size_bytes"));
});

interface Panel {
    readonly title: string;
    readonly targets: readonly { readonly expr: string }[];
}

const expressions = (): [string, string][] => [
    ...(JSON.parse(fileOf("dashboard.json")) as { panels: Panel[] }).panels.flatMap(({ title, targets }) =>
        targets.map(({ expr }): [string, string] => [title, expr]),
    ),
    ...rules().map(({ alert, expr }): [string, string] => [alert, expr]),
];

function rules(): { alert: string; expr: string }[] {
    const { groups } = parse(fileOf("alerts.yaml")) as { groups: { rules: { alert: string; expr: string }[] }[] };
    return groups.flatMap((group) => group.rules);
}

test("each metric of the dashboard and the alerts is served, with the labels that they ask for", () => {
    assert.ok(expressions().length > 20);
    for (const [where, expression] of expressions()) {
        for (const name of metricsIn(expression)) {
            const isElsewhere = [...OF_REPLICAS, ...OF_PROMETHEUS].includes(name);
            assert.ok(isElsewhere || samples().has(name), `${where}: ${name} is not served`);
        }
        for (const [, labels] of expression.matchAll(/ by \(([^)]*)\)/g)) {
            const [name] = metricsIn(expression);
            const known = [...labelsOf(name.replace(/_(bucket|count|sum)$/, "")), "le", "instance", "job"];
            for (const label of labels.split(", ")) assert.ok(known.includes(label), `${where}: ${label}`);
        }
    }
});

test("each alert stands in the document", () => {
    assert.deepEqual(
        tableOf(section("Alerts")).map(([name]) => name),
        rules().map(({ alert }) => alert),
    );
});
