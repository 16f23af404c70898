import type { ValidateFunction } from 'ajv';

export declare const validateBaseline: ValidateFunction;
export declare const validateEniLensConfig: ValidateFunction;
export declare const validateNodeConfig: ValidateFunction;
