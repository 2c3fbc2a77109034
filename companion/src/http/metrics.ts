/** Metrics for Prometheus. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds of requests, as buckets. */
const BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];

/** Numbers by the values of the label; one without a label has the value "". */
export type Values = Iterable<readonly [string, number]>;

/** What another part knows, and is asked for when the metrics are read. */
export interface Measured {
    /** As Prometheus has it: `ledger_`, the unit at its end, and `_total` behind that of a counter. */
    readonly name: string;
    readonly help: string;
    /** A counter only grows while the process runs. */
    readonly type: "counter" | "gauge";
    /** Name of the one label; undefined where there is none. */
    readonly label?: string;
    /** Values of the label that are told from the start, as 0: Prometheus does not see the first step of what was not there before it. */
    readonly known?: readonly string[];
    /** What it is now; nothing where that is not known. It raises nothing, and is bounded in time. */
    readonly values: () => Values | Promise<Values>;
}

/** The metrics of one server. */
export class Metrics {
    private readonly registry = new Registry();
    private readonly seconds = new Histogram({
        name: "ledger_http_request_seconds",
        help: "Seconds of HTTP requests until their answer was sent",
        labelNames: ["method", "route", "status"],
        buckets: BUCKETS,
        registers: [this.registry],
    });
    private readonly refused = new Counter({
        name: "ledger_http_refused_total",
        help: "Requests that were not served, by status",
        labelNames: ["status"],
        registers: [this.registry],
    });

    /** Metrics of the process and of HTTP requests; what else there is, is added. */
    constructor() {
        collectDefaultMetrics({ register: this.registry });
    }

    /**
     * Adds what another part knows. @throws Error where there is one of that name.
     * @example metrics.add({ name: "ledger_replica_lag_seconds", help: "...", type: "gauge", values: () => [["", lag()]] });
     */
    add({ name, help, type, label, known = [], values }: Measured): void {
        const labelNames = label === undefined ? [] : [label];
        const labels = (value: string): Record<string, string> => (label === undefined ? {} : { [label]: value });
        const about = { name, help, labelNames, registers: [this.registry] };
        if (type === "gauge")
            new Gauge({
                ...about,
                async collect() {
                    this.reset();
                    // Without a label a gauge is 0 after that, though nothing is known.
                    if (label === undefined) this.remove({});
                    for (const [value, number] of await values()) this.set(labels(value), number);
                },
            });
        else
            new Counter({
                ...about,
                async collect() {
                    this.reset();
                    for (const value of known) this.inc(labels(value), 0);
                    for (const [value, number] of await values()) this.inc(labels(value), number);
                },
            });
    }

    /** Adds a histogram. @param buckets upper bounds, ascending. @returns what takes one value. */
    histogram(name: string, help: string, buckets: readonly number[]): (value: number) => void {
        const histogram = new Histogram({ name, help, buckets: [...buckets], registers: [this.registry] });
        return (value) => histogram.observe(value);
    }

    get contentType(): string {
        return this.registry.contentType;
    }

    /** Counts a request. @param route its pattern: names of rooms are no labels. */
    request(method: string, route: string, status: number, milliseconds: number): void {
        this.seconds.observe({ method, route, status }, milliseconds / 1000);
        if (status >= 400) this.refused.inc({ status });
    }

    text(): Promise<string> {
        return this.registry.metrics();
    }
}
