//! JSON objects that come as objects and as nothing else.

/// Writes and reads a type as a JSON object alone. What serde derives takes a list as well, by
/// position, and so would take values for fields that nobody named.
///
/// The type derives both traits with `#[serde(remote = "Self")]`.
#[macro_export]
macro_rules! only_as_object {
    ($type:ty) => {
        impl serde::Serialize for $type {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                // The derived function, which comes before the trait's.
                <$type>::serialize(self, serializer)
            }
        }

        impl<'de> serde::Deserialize<'de> for $type {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Object;

                impl<'de> serde::de::Visitor<'de> for Object {
                    type Value = $type;

                    fn expecting(&self, text: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                        text.write_str("an object")
                    }

                    fn visit_map<A: serde::de::MapAccess<'de>>(
                        self,
                        map: A,
                    ) -> Result<$type, A::Error> {
                        <$type>::deserialize(serde::de::value::MapAccessDeserializer::new(map))
                    }
                }

                deserializer.deserialize_map(Object)
            }
        }
    };
}
