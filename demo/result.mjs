// What the demo came to: the table, the verdict, the exit code.
import Table from "cli-table3";

const count = (value) => value.toLocaleString("en");

/** The table of a result record: a row for each client. */
export function table({ clients }) {
    const grid = new Table({
        head: ["client", "", "events", "weeks equal", "state", "messages", "bytes", "longest callback"],
        colAligns: ["left", "left", "right", "right", "left", "right", "right", "right"],
        style: { head: [], border: [] },
    });
    for (const client of clients) {
        grid.push([
            client.name,
            client.isOfficer ? "officer" : "",
            count(client.events),
            `${client.weeksEqual} of ${client.weeks}`,
            client.digest,
            count(client.messages),
            count(client.bytes),
            `${client.longestMs.toFixed(1)} ms ${client.longestWhat}`,
        ]);
    }
    return grid.toString();
}

/** Why a result is not what it has to be; empty when it is. */
export function faultsOf({ clients, planned, refused, errors, isEqual, rowsFound = planned }) {
    const [first] = clients;
    const logs = clients.filter(({ weeks, weeksEqual }) => weeks !== weeksEqual).length;
    const states = clients.filter(({ digest }) => digest !== first.digest).length;
    const lost = planned - refused - Math.min(...clients.map(({ events }) => events));
    const extra = Math.max(...clients.map(({ events }) => events)) - planned;
    return [
        logs > 0 && `logs other than ${first.name}'s: ${count(logs)}`,
        states > 0 && `states other than ${first.name}'s: ${count(states)}`,
        !isEqual && logs === 0 && states === 0 && "not all were equal in time",
        lost > 0 && `events lost: ${count(lost)}`,
        extra > 0 && `events too many: ${count(extra)}`,
        rowsFound < planned && `rows without an event that has their fields and second: ${count(planned - rowsFound)}`,
        refused > 0 && `events refused: ${count(refused)}`,
        errors > 0 && `errors in the error handler: ${count(errors)}`,
    ].filter((fault) => fault !== false);
}

/** One line. `trace` is the name of the recorded history, if one was played. */
export function verdict(result, trace) {
    const { clients, planned, atRecordedTime, quietSeconds, cpuSeconds, seed } = result;
    const faults = faultsOf(result);
    const run = `(seed ${seed}, ${cpuSeconds.toFixed(0)} s of processor time)`;
    if (faults.length > 0) return `NOT CONVERGED: ${faults.join(", ")} ${run}`;
    const time = Math.round(quietSeconds);
    const rows =
        trace === undefined
            ? ""
            : ` = ${count(planned)} rows of ${trace}, each with its fields, ${count(atRecordedTime)} of them in their second`;
    return (
        `converged: ${clients.length} clients, ${count(clients[0].events)} events${rows}, nothing lost; ` +
        `logs and states equal ${time} s of game time after the last raid ${run}`
    );
}
