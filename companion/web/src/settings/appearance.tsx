/** Dark or light, still or moving: kept in this browser. */
import { useState } from "preact/hooks";
import { Tabs } from "../parts/tabs";
import { type Motion, readMotion, readTheme, setMotion, setTheme, type Theme } from "../theme";

const THEMES: readonly (readonly [Theme, string])[] = [
    ["system", "As the system"],
    ["light", "Light"],
    ["dark", "Dark"],
];

const MOTIONS: readonly (readonly [Motion, string])[] = [
    ["system", "As the system"],
    ["still", "Nothing moves"],
];

export function Appearance() {
    const [theme, showTheme] = useState(readTheme());
    const [motion, showMotion] = useState(readMotion());
    return (
        <section>
            <h2>Appearance</h2>
            <div class="row">
                <span class="muted">Colours</span>
                <Tabs
                    label="Colours"
                    tabs={THEMES}
                    current={theme}
                    onChoose={(chosen) => {
                        setTheme(chosen);
                        showTheme(chosen);
                    }}
                />
                <span class="muted">Motion</span>
                <Tabs
                    label="Motion"
                    tabs={MOTIONS}
                    current={motion}
                    onChoose={(chosen) => {
                        setMotion(chosen);
                        showMotion(chosen);
                    }}
                />
            </div>
        </section>
    );
}
