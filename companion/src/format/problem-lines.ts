/** Everything that is wrong with ledgers, in words. */
import type { Ledger } from "./ledger";
import { printable } from "./printable";

function* rawLines(ledgers: readonly Ledger[]): Generator<string> {
    for (const { variable, scopes, problems } of ledgers) {
        for (const problem of problems) yield `${variable}: ${problem}`;
        for (const { name, weeks, problems: scopeProblems } of scopes) {
            for (const problem of scopeProblems) yield `${variable}, ${name}: ${problem}`;
            for (const week of weeks) {
                for (const problem of week.problems) yield `${variable}, ${name}, week ${week.number}: ${problem}`;
            }
        }
    }
}

/** Lines: "MyDKP_Saved, guild:Name-Realm, week 2820: count 4, not 5" */
export function* problemLines(ledgers: readonly Ledger[]): Generator<string> {
    for (const line of rawLines(ledgers)) yield printable(line);
}
