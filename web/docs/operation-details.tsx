import Box from '@cloudscape-design/components/box';
import CopyToClipboard from '@cloudscape-design/components/copy-to-clipboard';
import SpaceBetween from '@cloudscape-design/components/space-between';
import type { ReactNode } from 'react';
import { texts } from '../texts/index.ts';
import { curlOf, kindOf, responseOf, schemaIn, type Document, type Operation, type Response, type Schema } from './openapi.ts';
import { Field, SchemaFields } from './schema-fields.tsx';

/** All that is known of one operation: what it takes, what it answers, and how to ask. */
export function OperationDetails({ document, operation }: { document: Document; operation: Operation }) {
  const words = texts.docs;
  const body = schemaIn(operation.requestBody?.content);
  const curl = curlOf(document, operation, location.origin);
  const parameters = operation.parameters ?? [];
  return (
    <SpaceBetween size="m">
      {operation.description && <Box variant="p">{operation.description}</Box>}
      {operation.security?.length === 0 && <Box color="text-body-secondary">{words.open}</Box>}
      {parameters.length > 0 && (
        <Part name={words.parameters}>
          <ul className="docs-fields">
            {parameters.map(({ in: place, name, schema = {}, required = false, description }) => (
              <li key={`${place} ${name}`}><Field document={document} name={name} schema={schema} required={required} place={words.places[place]} description={description} /></li>
            ))}
          </ul>
        </Part>
      )}
      {body && (
        <Part name={words.body}>
          <span className="docs-kind">{kindOf(document, body)}</span>
          <SchemaFields document={document} schema={body} />
          {takesNothing(body) && <div>{words.nothingTaken}</div>}
        </Part>
      )}
      <Part name={words.responses}>
        <ul className="docs-fields">
          {Object.entries(operation.responses).map(([status, given]) => <li key={status}><Answer document={document} status={status} response={responseOf(document, given)} /></li>)}
        </ul>
      </Part>
      <Part name={words.example} action={<CopyToClipboard variant="icon" textToCopy={curl} copyButtonAriaLabel={words.copy} copySuccessText={words.copied} copyErrorText={words.copyFailed} />}>
        <pre className="docs-example" tabIndex={0} aria-label={words.example}>{curl}</pre>
      </Part>
    </SpaceBetween>
  );
}

/** An object without fields, that is; what is only referred to has its own. */
const takesNothing = ({ properties }: Schema): boolean => properties !== undefined && Object.keys(properties).length === 0;

function Answer({ document, status, response }: { document: Document; status: string; response: Response }) {
  const schema = schemaIn(response.content);
  return (
    <>
      <code className="docs-name">{status}</code> {response.description} {schema && <span className="docs-kind">{kindOf(document, schema)}</span>}
      {/* What is refused looks alike everywhere; its fields stand once, in the document. */}
      {schema && status < '300' && <SchemaFields document={document} schema={schema} />}
    </>
  );
}

const Part = ({ name, action, children }: { name: string; action?: ReactNode; children: ReactNode }) => (
  <section><div className="docs-part"><Box variant="h4" tagOverride="h4">{name}</Box>{action}</div>{children}</section>
);
