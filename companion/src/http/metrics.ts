/** Metrics for Prometheus. */
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";

/** Seconds of requests, as buckets. */
const BUCKETS = [0.001, 0.005, 0.02, 0.1, 0.5, 2, 10];

/** Numbers that another part counts: name, what it says, and what it is now, by a label where there is one. */
export interface Counted {
    readonly name: string;
    readonly help: string;
    /** By the value of the label `what`; one without has the value "". */
    readonly values: () => Iterable<readonly [string, number]>;
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

    /** @param counted what other parts count. */
    constructor(counted: readonly Counted[] = []) {
        collectDefaultMetrics({ register: this.registry });
        for (const { name, help, values } of counted) {
            new Gauge({
                name,
                help,
                labelNames: ["what"],
                registers: [this.registry],
                collect() {
                    this.reset();
                    for (const [what, value] of values()) this.set({ what }, value);
                },
            });
        }
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
