"""qdrant-client: a collection over gRPC, written, read and searched."""

import unittest
import uuid

from qdrant_client import QdrantClient, models

from where import AT


class Knowledge(unittest.TestCase):
    def setUp(self):
        self.client = QdrantClient(
            host="127.0.0.1",
            port=AT["qdrant"]["port"],
            grpc_port=AT["qdrant"]["port"],
            prefer_grpc=True,
            check_compatibility=False,
        )
        self.name = "clients_" + uuid.uuid4().hex
        self.client.create_collection(
            self.name,
            vectors_config={"dense": models.VectorParams(size=3, distance=models.Distance.COSINE)},
            sparse_vectors_config={
                "words": models.SparseVectorParams(modifier=models.Modifier.IDF)
            },
        )

    def tearDown(self):
        self.client.delete_collection(self.name)
        self.client.close()

    def test_describes_a_collection(self):
        collection = self.client.get_collection(self.name)

        self.assertEqual(collection.status, models.CollectionStatus.GREEN)
        self.assertEqual(collection.points_count, 0)
        self.assertEqual(collection.config.params.vectors["dense"].size, 3)
        self.assertEqual(collection.config.hnsw_config.m, 16)

    def test_finds_what_was_written(self):
        self.client.upsert(
            self.name,
            wait=True,
            points=[
                models.PointStruct(
                    id=number,
                    payload={"article": article},
                    vector={
                        "dense": dense,
                        "words": models.SparseVector(indices=[number], values=[1.0]),
                    },
                )
                for number, article, dense in [(1, "KB-1", [1, 0, 0]), (2, "KB-2", [0, 1, 0])]
            ],
        )

        found = self.client.query_points(
            self.name, query=[0, 1, 0.1], using="dense", limit=1, with_payload=True
        )

        self.assertEqual([point.payload["article"] for point in found.points], ["KB-2"])
        self.assertEqual(self.client.count(self.name).count, 2)

    def test_refuses_another_dimension(self):
        with self.assertRaises(Exception) as refused:
            self.client.upsert(
                self.name, points=[models.PointStruct(id=1, payload={}, vector={"dense": [1, 0]})]
            )
        self.assertIn("dimension", str(refused.exception))

    def test_knows_a_collection_by_its_alias(self):
        alias = self.name + "_live"
        self.client.update_collection_aliases(
            [
                models.CreateAliasOperation(
                    create_alias=models.CreateAlias(collection_name=self.name, alias_name=alias)
                )
            ]
        )
        self.assertEqual(
            [one.alias_name for one in self.client.get_collection_aliases(self.name).aliases],
            [alias],
        )
