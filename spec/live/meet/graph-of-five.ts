import { type Labels, parseLabels } from "../../../src/live/meet/labels";
import { type OpenRequest, RequestGraph } from "../../../src/live/meet/request-graph";
import { parseSelector, type Selector } from "../../../src/live/meet/selector";

/** Five requests: 0 accepts all, 1 and 2 each other, 2, 3 and 4 each other. */
export function graphOfFive(limit: number): RequestGraph {
    const selectors = ["", "id in (0,2)", "id!=9", "id notin (1)", "id notin (1)"];
    const requests = selectors.map((selector, id): OpenRequest => ({
        owner: "Anna",
        id,
        labels: parseLabels(string.format("id=%d", id))[0] as Labels,
        selector: parseSelector(selector)[0] as Selector,
        mates: 0,
    }));
    return new RequestGraph(requests, limit);
}
