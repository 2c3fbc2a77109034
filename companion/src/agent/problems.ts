/** Problems by what they are of: each is told once, and again where it comes back. */
export class Problems {
    private readonly bySource = new Map<string, readonly string[]>();

    constructor(private readonly onProblem: (problem: string) => void) {}

    /** What is wrong with something now; none where all is well. */
    set(source: string, problems: readonly string[]): void {
        const before = this.bySource.get(source) ?? [];
        if (problems.length === 0) this.bySource.delete(source);
        else this.bySource.set(source, problems);
        for (const problem of problems) if (!before.includes(problem)) this.onProblem(problem);
    }

    /** All that are there now, in their order. */
    all(): string[] {
        return [...this.bySource.values()].flat().sort();
    }
}
