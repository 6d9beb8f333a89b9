import { serve } from '../../shared/aws/serve.ts';
import { definitions } from '../index.ts';

export const { api, react } = serve('release', definitions);
