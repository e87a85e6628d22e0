import type { AlternativeInfo, LicenseInfo } from "../../../license/info.ts";
import { LICENSE_PROPERTY_NAMES, LICENSE_SETS, PROPERTY_TEXTS } from "../../../license/properties.ts";
import { Scroll, WebLink } from "../parts/links.tsx";

/** What a license lets people do, where that is stated, and what to watch out for. */
export function License({ info }: { info: LicenseInfo }) {
  if (info.alternatives.length === 0) {
    return (
      <p>It cannot be told which license this is, so that what depends on it is unknown. {info.why ?? ""}</p>
    );
  }
  return (
    <>
      {info.alternatives.map((alternative) => (
        <Alternative alternative={alternative} />
      ))}
      <Frameworks info={info} />
    </>
  );
}

function Alternative({ alternative: { licenses, properties, sets } }: { alternative: AlternativeInfo }) {
  return (
    <>
      {licenses.map((license) => (
        <Identity license={license} />
      ))}
      <p>It counts as: {LICENSE_SETS.filter((set) => sets[set]).join(", ") || "none of the known sets"}.</p>
      <h2>What it lets you do</h2>
      <Scroll label="Properties of the license">
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
                  <td class="hash">
                    <WebLink to={source ?? undefined} />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </Scroll>
    </>
  );
}

function Identity({
  license: { id, version, date, url, pitfalls },
}: {
  license: AlternativeInfo["licenses"][number];
}) {
  return (
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
  );
}

function Frameworks({ info }: { info: LicenseInfo }) {
  const asking = info.frameworks.filter(({ criteria }) => criteria.length > 0);
  if (asking.length === 0) return null;
  return (
    <>
      <h2>What it comes to, if everything is public under it</h2>
      <dl class="levels">
        {asking.map(({ rubric, version, criteria }) => (
          <>
            <dt>
              {rubric} {version}
            </dt>
            <dd>{criteria.map(({ id, levels }) => `${id}: ${levels.join(" or ")}`).join(" · ")}</dd>
          </>
        ))}
      </dl>
    </>
  );
}
