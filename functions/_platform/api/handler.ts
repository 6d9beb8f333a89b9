import { lambdaKernel } from '../../../shared/aws/lambda-kernel.ts';
import { observed } from '../../../shared/aws/telemetry.ts';
import { platformRoutes } from '../../../shared/http/platform.ts';
import { serveRoutes } from '../../../shared/http/serve.ts';
import { definitions } from '../../index.ts';

/** What belongs to no practice: who am I, the definitions, search, the documents. */
export const api = observed('api', serveRoutes(lambdaKernel(definitions), (kernel) => platformRoutes(kernel, definitions)));
