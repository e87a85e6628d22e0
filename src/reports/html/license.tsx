import type { LicenseInfo } from "../../license/info.ts";
import { LICENSE_PROPERTY_NAMES, LICENSE_SETS, PROPERTY_TEXTS } from "../../license/properties.ts";
import { WebLink } from "./parts.tsx";

/** What a license lets people do, where that is stated, and what to watch out for. */
export function License({ info }: { info: LicenseInfo }) {
  return (
    <>
      {info.alternatives.map(({ licenses, properties, sets }) => (
        <>
          {licenses.map(({ id, version, date, url, pitfalls }) => (
            <>
              <p class="meta">
                <code>{id}</code>
                {version === undefined ? null : `, version ${version}`}
                {date === undefined ? null : `, ${date}`}
                {url === undefined ? null : (
                  <>
                    , <WebLink to={url} />
                  </>
                )}
              </p>
              {pitfalls === undefined || pitfalls.length === 0 ? null : (
                <ul>
                  {pitfalls.map((pitfall) => (
                    <li>{pitfall}</li>
                  ))}
                </ul>
              )}
            </>
          ))}
          <p>
            It counts as: {LICENSE_SETS.filter((set) => sets[set]).join(", ") || "none of the known sets"}.
          </p>
          <div class="scroll">
            <table>
              <thead>
                <tr>
                  <th scope="col">Property</th>
                  <th scope="col">What it says</th>
                  <th scope="col">Source</th>
                </tr>
              </thead>
              <tbody>
                {LICENSE_PROPERTY_NAMES.map((name) => {
                  const { value, source } = properties[name];
                  return (
                    <tr>
                      <th scope="row">{PROPERTY_TEXTS[name].about}</th>
                      <td>{value === null ? "unknown" : (PROPERTY_TEXTS[name].values[value] ?? value)}</td>
                      <td>
                        <WebLink to={source ?? undefined} />
                      </td>
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </div>
        </>
      ))}
    </>
  );
}
