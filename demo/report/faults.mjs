// What went wrong in a run, as bands on the report's time axis.

/** Collects faults: `{ fault, client, from, to }`, in order of their beginning; what only has a moment begins and ends in it. */
export function createFaults() {
    const faults = [];
    const isOpen = ({ fault, client }) => {
        return (other) => other.fault === fault && other.client === client && other.to === undefined;
    };
    return {
        /** Takes a fault record that happened at `at` on the axis. */
        take: (record, at) => {
            const begun = faults.find(isOpen(record));
            if (begun !== undefined) begun.to = at;
            else
                faults.push({
                    fault: record.fault,
                    client: record.client,
                    from: at,
                    to: record.isOver ? at : undefined,
                });
        },
        /** All of them; what was never over lasts until `end`. */
        list: (end) => faults.map((fault) => ({ ...fault, to: fault.to ?? end })),
    };
}
