import assert from "node:assert/strict";
import { test } from "node:test";
import { commandOf, HELP, parseOptions, UsageError } from "./options.mjs";

const parse = (line) => parseOptions(line.split(" ").filter((part) => part !== ""));

test("without options: a guild of 12, 3 officers, 5 % loss, four weeks", () => {
    const { trace, report, ...job } = parse("");
    assert.equal(trace, undefined);
    assert.equal(report, undefined);
    assert.deepEqual(job, { help: false, weeks: 4, clients: 12, officers: 3, loss: 0.05, seed: 1, minutes: 60 });
});

test("every option is taken", () => {
    const job = parse("--clients 20 --officers 5 --loss 0.1 --seed 77 --minutes 15");
    assert.deepEqual(job, {
        help: false,
        trace: undefined,
        report: undefined,
        weeks: 4,
        clients: 20,
        officers: 5,
        loss: 0.1,
        seed: 77,
        minutes: 15,
    });
    assert.equal(parse("--trace a.csv").trace, "a.csv");
    assert.equal(parse("--report a.html").report, "a.html");
});

test("an evening in a room: 40 clients, and no weeks", () => {
    assert.deepEqual(parse("--rooms"), {
        help: false,
        report: undefined,
        isRooms: true,
        clients: 40,
        officers: 3,
        loss: 0.05,
        seed: 1,
    });
    assert.equal(parse("--rooms --clients 12 --report a.html").report, "a.html");
});

test("help is told and names every option", () => {
    assert.equal(parse("--help").help, true);
    for (const name of ["rooms", "trace", "report", "clients", "officers", "loss", "minutes", "seed", "help"]) {
        assert.match(HELP, new RegExp(`--${name}\\b`));
    }
});

test("the command line that plays a job again names what is not the default, and the seed", () => {
    for (const line of [
        "--seed 1",
        "--clients 20 --loss 0.1 --seed 5 --minutes 15",
        "--trace a.csv --officers 4 --seed 1",
        "--rooms --seed 1",
        "--rooms --clients 12 --seed 5",
    ]) {
        assert.equal(commandOf(parse(line)), `npm run demo -- ${line}`);
    }
    assert.equal(commandOf(parse("--officers 3 --report out.html")), "npm run demo -- --seed 1");
});

const MISUSES = {
    "--clients 2": /--clients: whole number from 3 to 40 expected, got "2"/,
    "--clients 41": /--clients/,
    "--clients 4.5": /--clients: whole number/,
    "--clients many": /--clients.*"many"/,
    "--officers 1": /--officers: whole number from 2/,
    "--officers 12": /--officers: fewer than the 12 clients/,
    "--loss 5": /--loss: number from 0 to 0.9 expected, got "5"/,
    "--loss=-0.1": /--loss/,
    "--loss 0x1": /--loss/,
    "--seed 2147483648": /--seed/,
    "--seed 1e3": /--seed/,
    "--minutes 1": /--minutes/,
    "--minutes 10 --trace a.csv": /--minutes: only for generated raids/,
    "--rooms --trace a.csv": /--trace: not with --rooms/,
    "--rooms --minutes 10": /--minutes: not with --rooms/,
    "--rooms --clients 7": /--clients: at least 8 expected with --rooms, got "7"/,
    "--rooms --officers 21": /--officers: at most half of the clients/,
    "--bogus": /--bogus/,
    "--clients": /--clients/,
    "file.csv": /file\.csv/,
};

for (const [line, message] of Object.entries(MISUSES)) {
    test(`${line} is refused`, () => {
        assert.throws(
            () => parse(line),
            (error) => error instanceof UsageError && message.test(error.message),
        );
    });
}

test("a season that is saved", () => {
    const job = parse("--weeks 12 --save folder");
    assert.deepEqual([job.weeks, job.savedFolder], [12, "folder"]);
    assert.equal(commandOf(job), "npm run demo -- --seed 1 --weeks 12");
    assert.throws(() => parse("--weeks 27"), /--weeks: whole number from 1 to 26 expected/);
    assert.throws(() => parse("--weeks 2 --trace a.csv"), /--weeks: only for generated raids/);
    assert.throws(() => parse("--rooms --save folder"), /--save: not with --rooms/);
});
