/** A choice of few, all of which are seen. */

export function Tabs<Name extends string>(props: {
    readonly label: string;
    readonly tabs: readonly (readonly [name: Name, title: string])[];
    readonly current: Name;
    readonly onChoose: (name: Name) => void;
}) {
    return (
        <div class="tabs" role="group" aria-label={props.label}>
            {props.tabs.map(([name, title]) => (
                <button
                    key={name}
                    type="button"
                    aria-pressed={name === props.current}
                    onClick={() => props.onChoose(name)}
                >
                    {title}
                </button>
            ))}
        </div>
    );
}
